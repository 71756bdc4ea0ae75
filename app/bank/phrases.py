"""Phrases of a key (`says`, `denies`) as content words, each affirmed or negated. Knows no answer and no
question kind.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from app.bank import lexicon
from app.bank.particles import case_of, role
from app.bank.polarity import DENIED
from app.bank.reading import Reading
from app.bank.terms import Mention, Terms

_VERB_TAIL = re.compile(
    r"(?:하지|되지|하는|되는|시키는|한다|된다|합니다|됩니다|하여|되어|하기|하고|하며|해서|했다|시킨|시켜|적인|적으로|한|된|할|될|함|됨|해|하|되"
    r"|든다|들다|드는|진다|지다|지는|난다|나다|나는|린다|리다|리는|킨다|키다|키는|는다|습니다|다|음)$"
)
_NEGATED_TAIL = re.compile(
    r"[가-힣](?:하|되|지|이|히|르|뀌|키|받)(?:지|지는|지도|지를)$"
)  # `보장하지`: the author broke off before 않
_SHORT_VERB = re.compile(
    r"^(넣|붙|줄|늘|낮|높|얹|덧붙|끼우|얼리|합치|나누)(?:은|는|인|이는|이고|여|어|고|인다|린다|다)$"
)
_BEFORE_NOT = re.compile(r"^([가-힣]*[가-힣](?<![하되]))지(?:는|도|를)?$")
_DROPPED = {  # ㄹ before ㄴ and ㅂ
    "줄": ("준다", "줍니다"),
    "늘": ("늡니다",),
    "들": ("든다", "듭니다", "드는", "듦", "듬"),
}
_COUNTED = ("개", "벡터", "줄", "덩어리")
_LOOSE_PARTICLES = frozenset({"만", "만을", "도"})  # a phrase may begin inside a word: `만 학습`
_SYLLABLES = 11172
_BIEUP = 17  # ㅂ under a syllable
_CLOSING = (4, 8, 16, 17)  # ㄴ ㄹ ㅁ ㅂ under the last syllable
_VOWEL_WITH_EO = {20: 6, 13: 14, 8: 9, 0: 0, 4: 4, 1: 1, 5: 5}  # places of ㅣ ㅜ ㅗ ㅏ ㅓ ㅐ ㅔ among the vowels
_FUSED_HA = {"하": "해했", "되": "돼됐"}
_RIEUL, _EU = 8, 18  # ㄹ under a syllable, ㅡ among the vowels
_RIEUL_VERBS = frozenset("들늘줄떨끌")  # 만들, 줄어들: nouns end in other syllables


class Stem(NamedTuple):
    """One content word with its synonyms (squeezed), whether the phrase denies it, in which of its clauses the word
    stands, and whether it is the object (를) or the place (에) of the verb.
    """

    shapes: tuple[str, ...]
    term: str
    negated: bool
    step: int = 0
    case: str = ""


class Phrase(NamedTuple):
    """Content words that must stand in one clause, in this order; those of a phrase of several clauses (`넣어도
    오르지 않`) in as many clauses of an answer. A bare negation (`없`) is its own word.
    """

    stems: tuple[Stem, ...]
    negated: bool
    shown: str
    governs: bool  # one word is an argument of another (어댑터를 고정): nothing else may come between as the object


def phrase(text: str, terms: Terms) -> Phrase:
    reading = Reading(text)
    mentions = terms.find(reading.text, reading.words)
    inside = {
        n: mention
        for mention in mentions
        for n in range(reading.word_at(mention.start), reading.word_at(mention.end - 1) + 1)
    }
    stems: list[Stem] = []
    done: set[Mention] = set()
    loose = ""
    for n, word in enumerate(reading.words):
        mention = inside.get(n)
        if reading.standing[n] == DENIED or (mention in done and mention):
            continue
        if word.text in _LOOSE_PARTICLES or _counts(reading, n):
            loose = word.text
            continue
        if mention and not _rest_is_content(reading, mention):
            done.add(mention)
            head = reading.word_at(mention.end - 1)  # 레이블이 없는 데이터: the noun decides, not the negation inside
            number = loose if loose == "한" else ""
            shapes = tuple(number + shape for shape in _only(reading, mention, terms.shapes(mention.term)))
            stems.append(Stem(shapes, mention.term, reading.negates(head), *_place(reading, head)))
        elif not lexicon.NEGATION.search(word.text) or lexicon.FALSE_NEGATION.search(word.text):
            broken_off = n == len(reading.words) - 1 and bool(_NEGATED_TAIL.search(word.text))
            stem = loose + stem_of(word.text)
            denied = _denied_verb(reading, n) or (stem if _after_adverb(reading, n) and len(stem) == 1 else "")
            shapes = negatable(denied) if denied else inflections(stem, last=n == len(reading.words) - 1)
            shapes += _DROPPED.get(stem, ()) if n else ()  # alone, 준다 is as often 해 준다
            stems.append(Stem(shapes, "", reading.negates(n) or broken_off, *_place(reading, n)))
        loose = ""
    if not stems:
        stems = [Stem((word.text,), "", True) for word in reading.words if lexicon.NEGATION.search(word.text)]
    content = [stem for stem in stems if stem.shapes[0] not in lexicon.FUNCTION]
    governs = len(content) > 1 and any(role in ("object", "subject", "topic") for role in reading.roles[:-1])
    content = [stem._replace(step=stem.step - (content or stems)[0].step) for stem in content or stems]
    return Phrase(tuple(content), any(stem.negated for stem in stems), text, governs)


def _place(reading: Reading, n: int) -> tuple[int, str]:
    """The clause in which a word stands, and its case."""
    return reading.clause_of[n], case_of(reading.words[n].text, reading.roles[n])


def _counts(reading: Reading, n: int) -> bool:
    """한 개, 한 벡터: a number, not the verb 한."""
    following = reading.text_at(n + 1, len(reading.words))
    return reading.words[n].text == "한" and following.startswith(_COUNTED)


def _only(reading: Reading, mention: Mention, shapes: tuple[str, ...]) -> tuple[str, ...]:
    """MLM만: what an author says of one thing alone is not said of it with others."""
    last = reading.words[reading.word_at(mention.end - 1)]
    alone = last.text[mention.end - last.at :].startswith("만")
    return tuple(shape + "만" for shape in shapes) if alone else shapes


def _rest_is_content(reading: Reading, mention: Mention) -> bool:
    """Is the term only part of a longer word (학습 in 재학습률)?"""
    last = reading.words[reading.word_at(mention.end - 1)]
    rest = last.text[mention.end - last.at :]
    return bool(rest) and rest[0] not in "은는이가을를의에와과도만로으하되한된할될함됨해시인임"


def _denied_verb(reading: Reading, n: int) -> str:
    """The stem of a verb before 않다 or 못하다 (바꾸지 않); nouns are stems without their 하다 (갱신하지 않)."""
    found = _BEFORE_NOT.match(reading.words[n].text)
    following = reading.words[n + 1].text if n + 1 < len(reading.words) else ""
    return found[1] if found and following.startswith(("않", "못")) else ""


def _after_adverb(reading: Reading, n: int) -> bool:
    """안 생, 못 봐: a stem so short is found only with its negation before it."""
    return n > 0 and reading.words[n - 1].text in ("안", "못")


def negatable(stem: str) -> tuple[str, ...]:
    """A verb stem as it stands under a negation: 바꾸지, 바꾼, 바꿔; a short one only with its 지 or after 안, 못."""
    if len(stem) > 1:
        return inflections(stem, last=True)
    forms = inflections("안" + stem, last=True)
    return (stem + "지", *forms, *("못" + form[1:] for form in forms))


def stem_of(text: str) -> str:
    """A word without its particle or verb ending."""
    if text.endswith("마다"):
        return text  # 단어마다 벡터 is no 단어의 벡터
    bare = text if role(text)[0] in ("modifier", "", "only") or text.endswith("에만") else role(text)[1]
    if match := _SHORT_VERB.match(bare):
        return match[1]
    trimmed = _VERB_TAIL.sub("", bare)
    if len(trimmed) < 2 and _NEGATED_TAIL.search(bare):
        trimmed = bare[: bare.rindex("지")]  # 변하지 않
    return trimmed if len(trimmed) >= 2 and not bare.isascii() else bare


def inflections(stem: str, last: bool) -> tuple[str, ...]:
    """A verb stem as its endings change it: 떨어지 -> 떨어진, 떨어질, 떨어져; 변하 -> 변해, 변함."""
    code = ord(stem[-1]) - 0xAC00
    if last and len(stem) > 1 and 0 <= code < _SYLLABLES and code % 28 == _BIEUP:
        open_syllable = stem[:-1] + chr(0xAC00 + code - _BIEUP)  # 어렵: 어려운, 어려움, 어려워
        return (stem, *(open_syllable + end for end in "운움워우울"))
    if last and len(stem) > 1 and stem[-1] in _RIEUL_VERBS:  # 줄어드는, 줄어든, 줄어듦, 줄어듭니다
        return (stem, *(stem[:-1] + chr(0xAC00 + code - _RIEUL + tail) for tail in (0, 4, 10, 17)))
    if not last or len(stem) < 2 or not 0 <= code < _SYLLABLES or code % 28:
        return (stem,)
    head = stem[:-1]
    if stem[-1] == "르":  # 다르: 달라, 흐르: 흘러
        dark = "라" if _bright(head[-1]) else "러"
        doubled = head[:-1] + chr(ord(head[-1]) + _RIEUL) + dark if _open(head[-1]) else stem
        return (stem, *(head + syllable for syllable in "른를름릅"), doubled, doubled[:-1] + chr(ord(dark) + 20))
    closed = [head + chr(0xAC00 + code + tail) for tail in _CLOSING]
    fused = _FUSED_HA.get(stem[-1], "") or _fused(code)
    return (stem, *closed, *(head + syllable for syllable in fused))


def _open(char: str) -> bool:
    return "가" <= char <= "힣" and (ord(char) - 0xAC00) % 28 == 0


def _bright(char: str) -> bool:
    """ㅏ or ㅗ: what follows is 아, not 어."""
    return "가" <= char <= "힣" and (ord(char) - 0xAC00) // 28 % 21 in (0, 8)


def _fused(code: int) -> str:
    """ㅣ + 어 = ㅕ, ㅜ + 어 = ㅝ, ㅗ + 아 = ㅘ, with and without the ㅆ of the past."""
    lead, vowel = divmod(code // 28, 21)
    merged = _VOWEL_WITH_EO.get(vowel)
    if merged is None:
        return ""
    base = 0xAC00 + (lead * 21 + merged) * 28
    return chr(base) + chr(base + 20)

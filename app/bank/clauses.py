"""An answer as clauses: what the writer affirms, denies, only compares with or calls lacking. Knows no question."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from app.bank import lexicon as words_of
from app.bank.normalising import Folded, Unit, fold, units
from app.bank.particles import role

AFFIRMED, DENIED, COMPARED, LACKING = 0, 1, 2, 3
_SENTENCE_END = frozenset(".!?;\n…。")
_HEAD_AND_VERB = 2  # words
_OPENING, _FAR = 4, 12  # words in which a subject is named, and in which a clause names its own
_WITHIN_NAME = frozenset({"", "of", "modifier"})
_WITHIN_PHRASE = frozenset({"", "of", "and", "or", "modifier"})


class Clause(NamedTuple):
    """Words [start, end); `sentence` numbers the sentences."""

    start: int
    end: int
    sentence: int


class Reading:
    """A text read once: words with roles, clauses, and for every word whether it is denied or negated."""

    __slots__ = (
        "clause_of",
        "clauses",
        "folded",
        "negated",
        "raw",
        "roles",
        "scope",
        "standing",
        "starts",
        "text",
        "words",
    )

    def __init__(self, raw: str, folded: Folded | None = None, words: list[Unit] | None = None) -> None:
        self.raw = raw
        self.folded = folded or fold(raw)
        self.words = units(self.folded.text) if words is None else words
        self.text = "".join([word.text for word in self.words])
        self.starts = [word.at for word in self.words]
        self.roles = [role(word.text)[0] for word in self.words]
        self.standing = [AFFIRMED] * len(self.words)
        self.negated = [False] * len(self.words)
        self.scope = [0] * len(self.words)  # which negation of its clause could deny a word
        self.clauses = _split(self.words)
        self.clause_of = [n for n, clause in enumerate(self.clauses) for _ in range(clause.start, clause.end)]
        for clause in self.clauses:
            _judge(self, clause)
        for before, clause in pairwise(self.clauses):
            if before.sentence == clause.sentence and _only_denies(self, clause):
                turned = [not negated for negated in self.negated[before.start : before.end]]
                self.negated[before.start : before.end] = turned

    def word_at(self, position: int) -> int:
        """The word that holds a position of the squeezed text."""
        return bisect_right(self.starts, position) - 1

    def words_in(self, start: int, end: int) -> range:
        """The words that [start, end) of the squeezed text touches."""
        return range(self.word_at(start), self.word_at(end - 1) + 1)

    def affirms(self, word: int) -> bool:
        return self.standing[word] in (AFFIRMED, LACKING) and not self.negates(word)

    def negates(self, word: int) -> bool:
        """Is the word negated, or lacking in a clause that is not (라벨 없이 배우지 못한다: it is needed)?"""
        return self.negated[word] != (self.standing[word] == LACKING)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Where [start, end) of the squeezed text stands in what was typed."""
        return self.folded.raw_span(self._folded(start), self._folded(end - 1) + 1)

    def _folded(self, position: int) -> int:
        word = self.words[self.word_at(position)]
        return min(word.folded_at + position - word.at, len(self.folded.text) - 1)


def _split(words: list[Unit]) -> list[Clause]:
    clauses: list[Clause] = []
    start = sentence = 0
    for n in range(1, len(words)):
        cut = _boundary(words, n, start)
        if cut and n > start:
            clauses.append(Clause(start, n, sentence))
            start = n
        sentence += cut == "sentence"
    if words:
        clauses.append(Clause(start, len(words), sentence))
    return clauses


def _boundary(words: list[Unit], n: int, start: int) -> str:
    """Is there an end of a clause or of a sentence before word n, in the clause that begins at `start`?"""
    before, word, gap = words[n - 1].text, words[n].text, words[n].gap
    if len(gap) > 1 or "\n" in gap:
        ends = [i for i, char in enumerate(gap) if char in _SENTENCE_END]
        if "\n" in gap or any(i + 1 < len(gap) and gap[i + 1].isspace() for i in ends):
            return "sentence"
    elif gap in ("?", "!", ";"):
        return "sentence"
    if word in words_of.TURN_WORDS:
        return "clause"
    if _connects(before):
        return "clause"
    if "," not in gap:
        return ""
    closed = before.endswith(("다", "요", "음", "함", "고", "며", "채")) or _new_subject(words, n, start)
    return "clause" if closed else ""


def _new_subject(words: list[Unit], n: int, start: int) -> bool:
    """GPT는 디코더, BERT는 인코더다: after a noun that is said of one subject comes another subject, or a head."""
    opening = range(n + 1, min(n + _OPENING, len(words)))
    signs = next((words[i].gap for i in opening if "," in words[i].gap or ":" in words[i].gap), "")
    if ":" in signs:
        return True
    at = next((i for i in range(n, min(n + _OPENING, len(words))) if role(words[i].text)[0] not in _WITHIN_NAME), n)
    if role(words[at].text)[0] != "topic" or _text(words, at + 1, len(words)) == "물론" or role(words[n - 1].text)[0]:
        return False
    if any("," in words[i].gap for i in range(n + 1, at + 1)):
        return False
    return any(role(words[i].text)[0] == "topic" for i in range(max(start, n - _FAR), n - 1))


@lru_cache(maxsize=16384)
def _connects(text: str) -> bool:
    """Does a verb ending of this word join its clause to the next one?"""
    text = text[-24:]
    if (
        text in words_of.NOT_CONNECTIVE
        or words_of.QUOTE.search(text)
        or words_of.WITH.search(text)
        or _marker(text)[0] == "contrast"
    ):
        return False
    return words_of.CONNECTIVE.search(text) is not None


@lru_cache(maxsize=16384)
def _marker(text: str) -> tuple[str, bool]:
    """What a word does to the others: kind, and whether part of the word itself is meant (어댑터말고)."""
    text = text[-24:]
    if words_of.FALSE_NEGATION.search(text) or words_of.NOT_ONLY.search(text):
        return "", False
    if match := words_of.CONTRAST.match(text):
        return "contrast", bool(match["tail"])
    if match := words_of.COMPARISON.match(text):
        return ("contrast" if text.endswith(words_of.THAN) else "comparison"), bool(match["tail"])
    if words_of.REMOVAL.search(text):
        return "removal", False
    if words_of.LESSER.match(text):
        return "lesser", False
    if words_of.NEGATION.search(text):
        attributive = bool(words_of.ATTRIBUTIVE_NEGATION.search(text))
        return ("adverb" if text in words_of.NEGATIVE_ADVERBS else "negation"), attributive
    return "", False


def _judge(reading: Reading, clause: Clause) -> None:
    """Mark what the clause denies by contrast or comparison, then what its verb negates."""
    words, roles, end = reading.words, reading.roles, clause.end
    floor = left = i = clause.start
    parity = False
    relative = range(0)
    lessened: set[int] = set()
    while i < end:
        text = words[i].text
        kind, own = _marker(text)
        if text == "x" and i > clause.start and words[i - 1].text[-1] >= "가":
            kind = "negation"  # 보장 X
        if text.isascii() and text in words_of.ENGLISH_TURN:
            _negate(reading, floor, i, parity)
            floor, parity = i + 1, False
        elif text == "not" and i > clause.start and words_of.negates_verb(words[i - 1].text, _text(words, i + 1, end)):
            parity = not parity
        elif text in words_of.ENGLISH_CONTRAST or (
            text in words_of.ENGLISH_INSTEAD and _text(words, i + 1, end) in ("than", "of")
        ):
            i = _deny_right(reading, i, end)
        elif kind == "removal":
            _take_away(reading, i, left)
            left = i + 1
        elif kind == "adverb" and words_of.ASIDE.search(_text(words, i + 1, end)):
            i += 1
            _negate(reading, floor, i + 1, not parity)
            reading.scope[floor : i + 1] = [i] * (i + 1 - floor)
            floor, parity = i + 1, False
        elif kind == "lesser" and (i + 1 < end or text != "덜"):
            lessened.update(range(i, min(i + 2, end) if text == "덜" else i + 1))
        elif kind == "contrast" and not _additive(words, i) and _of_something(words, i):
            _deny_left(reading, i, left, own, LACKING if text.endswith(words_of.WITHOUT) else DENIED)
            left = i + 1
        elif kind == "comparison" and _of_something(words, i):
            _deny_left(reading, i, left, own, COMPARED)
            left = i + 1
        elif kind in ("negation", "adverb", "lesser") and not (i and words[i - 1].text.endswith("밖에")):
            parity = not parity
            if kind == "adverb" and i + 1 < end and roles[i + 1] == "modifier":
                own, i = True, i + 1
            if own:  # a relative clause ends here: 레이블이 없는 | 데이터
                relative = range(_after_topic(roles, floor, i), i + 1) if parity else range(0)
                _negate(reading, relative.start, relative.stop, parity)
                floor, parity = i + 1, False
        i += 1
    if parity and relative and end - floor <= _HEAD_AND_VERB:  # 보장하지 않는 과제는 없다
        reading.negated[relative.start : relative.stop] = [False] * len(relative)
    else:
        _negate(reading, floor, end, parity)
    for n in lessened:
        reading.negated[n] = not reading.negated[n]


def _only_denies(reading: Reading, clause: Clause) -> bool:
    """... (라는 것은) 아니라고 생각합니다: a clause that says nothing but no."""
    texts = [reading.words[n].text for n in range(clause.start, clause.end)]
    denials = [text for text in texts if text.startswith(("아니", "아닙", "아님", "아닌")) and _marker(text)[0]]
    return bool(denials) and all(text in denials or text in words_of.HARMLESS for text in texts)


def _text(words: list[Unit], n: int, end: int) -> str:
    return words[n].text if n < end else ""


def _negate(reading: Reading, start: int, end: int, negative: bool) -> None:
    if negative:
        reading.negated[start:end] = [True] * (end - start)


def _after_topic(roles: list[str], start: int, end: int) -> int:
    """A relative clause does not hold the sentence's topic: 어댑터는 [학습하지 않는] 가중치를."""
    for i in range(end - 1, start - 1, -1):
        if roles[i] == "topic":
            return i + 1
    return start


def _additive(words: list[Unit], i: int) -> bool:
    """ "A뿐 아니라 B" claims both."""
    return i > 0 and bool(words_of.NOT_ONLY.search(words[i - 1].text))


def _deny_left(reading: Reading, i: int, floor: int, own: bool, strength: int) -> None:
    """Deny the noun phrase before word i (with `own`, the part of word i before the marker belongs to it)."""
    reading.standing[i] = strength
    _deny_up_to(reading, i if own else i - 1, i, floor, own, strength)


def _take_away(reading: Reading, i: int, floor: int) -> None:
    """NSP를 완전히 없앤다: the object is lacking from here on; the rest of the clause is not denied."""
    reading.standing[i] = LACKING
    objects = (n for n in range(i - 1, floor - 1, -1) if reading.roles[n] in ("object", "too", "only"))
    _deny_up_to(reading, next(objects, i - 1), i, floor, False, LACKING)


def _deny_up_to(reading: Reading, last: int, i: int, floor: int, own: bool, strength: int) -> None:
    words, roles = reading.words, reading.roles
    if last < floor:
        return
    first = last
    if words[last].text in words_of.PRONOUNS:
        opens = floor == reading.clauses[reading.clause_of[i]].start  # what an earlier contrast denied is done with
        first = _said_before(reading, i) if opens else floor
    elif _denies_a_clause(words[last].text) or (not own and roles[last] == "modifier"):
        first = _after_topic(roles, floor, last)
    else:
        while first > floor and roles[first - 1] in _WITHIN_PHRASE and not _marker(words[first - 1].text)[0]:
            first -= 1
    for j in range(first, last + 1):
        reading.standing[j] = strength


def _denies_a_clause(text: str) -> bool:
    return text in words_of.NOMINALISERS or (len(text) > 2 and words_of.REASON.search(text) is not None)


def _of_something(words: list[Unit], i: int) -> bool:
    """견줄, 비슷한, 다르게: a comparison only if it says with what."""
    text = words[i].text
    if match := words_of.UNLIKE.search(text):
        return (text[: match.start()] or (words[i - 1].text if i else "")).endswith(words_of.COMPANION)
    plain = not words_of.LIKENESS.match(text)
    return plain or (i > 0 and words[i - 1].text.endswith(("에", "와", "과", "랑", "하고", "대비")))


def _said_before(reading: Reading, i: int) -> int:
    """What "그게" points to: the clause before, in the same sentence."""
    here = reading.clause_of[i]
    sentence = reading.clauses[here].sentence
    return next(clause.start for clause in reading.clauses[max(0, here - 2) :] if clause.sentence == sentence)


def _deny_right(reading: Reading, i: int, end: int) -> int:
    """English "not A but B", "B, not A", "B rather than A": what follows is denied, up to a turn or a comma."""
    reading.standing[i] = DENIED
    j = i + 1
    while (
        j < end
        and reading.words[j].text not in words_of.ENGLISH_TURN
        and not (j > i + 1 and "," in reading.words[j].gap)
    ):
        reading.standing[j] = DENIED
        j += 1
    return j - 1

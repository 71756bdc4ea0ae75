"""The words around a key in an answer: which are accounted for, which belong to the key, which stand beside it
as a rival.
"""

from __future__ import annotations

import re

from app.bank import lexicon
from app.bank.asking import phrase_role
from app.bank.bonds import Place
from app.bank.finding import Finder
from app.bank.particles import role
from app.bank.phrases import stem_of
from app.bank.polarity import AFFIRMED
from app.bank.senses import sense_of
from app.bank.slots import Slot
from app.bank.terms import Mention
from app.bank.typed import Typed

_TAIL = re.compile(
    r"^(?:하|한|할|함|합|해|했|되|된|될|됨|됩|돼|시|이|인|임|입|적|에|으로|로|라|란|요|들|만|도|까|부|와|과|나|거|든|처|은|는|을|를"
    r"|가|의|다|예|죠|지|쪽|측|용|등|일|였|여|밖에)"
)
_FIGURE = re.compile(r"^(?!0\D*$)\d+[a-z]*[.\d~]*%?(?:개|번|차원|의|이|은|는|인)?$")
VERB = re.compile(
    r"(?:다|요|함|됨|(?<![레게타])임|음|킴|짐|춤|[끼배채지키]움|[늘올내얼버걸풀떨]림|줌|꿈|씀|둠|뺌|갬|눔|듦|뗌|고|며|서|지만|니까|죠)$"
)
_LIST_SIGNS = frozenset(",/·+")
_APART = 5  # words between two members of a list
_CORE = ("topic", "subject", "object", "too", "only", "and", "or", "")


class Surroundings:
    """One answer read for one slot: where the accepted forms stand, and what else is there."""

    def __init__(self, slot: Slot, typed: Typed) -> None:
        self.slot = slot
        self.reading = reading = typed.reading
        self.mentions = typed.mentions
        self.finder = Finder(reading, self.mentions, typed.terms)
        self.covered = {n: m.term for m in self.mentions for n in reading.words_in(m.start, m.end)}
        self.key_words: set[int] = set()
        self.hits = self._form_hits()

    def _form_hits(self) -> list[Place]:
        """Accepted forms that stand as words of their own in the text."""
        hits: list[Place] = []
        for form in self.slot.forms:
            if form not in self.reading.text or (len(form) < 2 and not form.isdigit()):
                continue
            for place in self.finder.places_of(form, ""):
                if any(a <= place[0] and place[1] <= b for a, b in hits) or self._part_of_rival(place):
                    continue
                if self._whole(place):
                    hits.append(place)
                    self.key_words.update(self.reading.words_in(*place))
        return hits

    def _part_of_rival(self, place: Place) -> bool:
        start, end = place
        return any(
            m.start <= start and end <= m.end and (m.start, m.end) != place and m.term not in self.slot.key_terms
            for m in self.mentions
        )

    def _whole(self, place: Place) -> bool:
        """Is the form the head of its phrase: not 어댑터 in 어댑터 융합, not 작은 in 작은 학습률?"""
        words, clause_of = self.reading.words, self.reading.clause_of
        last = self.reading.word_at(place[1] - 1)
        tail = words[last].text[place[1] - words[last].at :]
        bare = role(tail)[1]
        if tail and not (_TAIL.match(tail) or bare in self.slot.known_words or bare in lexicon.GENERIC):
            return False
        if tail in ("에", "에도") and self._holds_something_new(last):
            return False
        if tail and role("가" + tail)[0] not in ("", "modifier", "of"):
            return True
        following = last + 1
        if following >= len(words) or clause_of[following] != clause_of[last]:
            return True
        apart = bool(set(words[following].gap) & set(",/()=:;"))
        return apart or self.known(following) or self._verbal(following)

    def _holds_something_new(self, word: int) -> bool:
        """W0x에 잡음이 더해진 값: the key is only the place of something else."""
        end = self.reading.clauses[self.reading.clause_of[word]].end
        return any(self.reading.roles[n] in ("subject", "object") and not self.known(n) for n in range(word + 1, end))

    def _verbal(self, n: int) -> bool:
        text = self.reading.words[n].text
        return self.reading.standing[n] != AFFIRMED or (len(text) > 1 and bool(VERB.search(text)))

    def known(self, n: int) -> bool:
        """Is a word accounted for by the key, by the prompt, or because it changes nothing?"""
        text = self.reading.words[n].text
        bare = role(text)[1]
        if text in lexicon.HARMLESS or bare in lexicon.HARMLESS or {text, bare} & self.slot.known_words:
            return True
        if (len(bare) == 1 and bare.isascii() and bare.isalpha()) or _FIGURE.match(text):
            return n not in self.covered  # letters and figures of a formula
        if text in lexicon.LIST_WORDS or text in lexicon.TURN_WORDS or self._begins_known(bare):
            return True
        if n in self.covered:
            return self.covered[n] in self.slot.prompt_terms or (bare in lexicon.GENERIC and not self.slot.strict)
        return self._known_by_sense(text, bare)

    def _begins_known(self, bare: str) -> bool:
        words = (bare[:size] for size in range(2, len(bare)))
        return any(word in self.slot.known_words and _TAIL.match(bare[len(word) :]) for word in words)

    def _known_by_sense(self, text: str, bare: str) -> bool:
        if (bare in lexicon.GENERIC and not self.slot.strict) or lexicon.LIGHT_VERB.match(text):
            return True
        if any(bare[:size] in self.slot.known_stems for size in range(2, len(bare) + 1)):
            return bool(VERB.search(text)) or stem_of(text) in self.slot.known_stems
        sense = sense_of(text)
        return sense is not None and (sense in self.slot.prompt_senses or sense in self.slot.key_senses)

    def qualifies(self, n: int) -> bool:
        """Does a word only narrow the key down? In a blank its grammar must show it (수억 개 규모의 작은)."""
        key = self._next_key(n)
        sense = sense_of(self.reading.words[n].text)
        if (
            key is None
            or (self._listed(n, key) and not self._both_of(n, key))
            or (sense and (sense[0], -sense[1]) in self.slot.key_senses)
        ):
            return False
        return not self.slot.strict or any(self.reading.roles[word] in ("modifier", "of") for word in range(n, key))

    def accounted(self, text: str) -> bool:
        """Is a word known by its letters alone?"""
        return text in lexicon.HARMLESS or text in lexicon.GENERIC or text in self.slot.known_words

    def _next_key(self, n: int) -> int | None:
        """The key word that follows in the same clause."""
        key = min((word for word in self.key_words if word > n), default=None)
        return key if key is not None and self.reading.clause_of[key] == self.reading.clause_of[n] else None

    def _listed(self, low: int, high: int) -> bool:
        """Is there a sign or a word of a list between two words?"""
        words, roles = self.reading.words, self.reading.roles
        return any(
            roles[n] in ("and", "or")
            or words[n + 1].text in lexicon.LIST_WORDS
            or words[n + 1].gap.strip() in _LIST_SIGNS
            for n in range(low, high)
        )

    def _both_of(self, low: int, high: int) -> bool:
        """A와 B의 KEY, A와 B 사이의 KEY: what is listed belongs to the key, and stands not beside it."""
        roles, words = self.reading.roles, self.reading.words
        last = max((n for n in range(low, high) if roles[n] in ("and", "or")), default=high)
        signs = any(words[n + 1].gap.strip() in _LIST_SIGNS for n in range(low, high))
        return not signs and any(roles[n] == "of" or words[n].text[:2] == "사이" for n in range(last + 1, high))

    def claims(self, mention: Mention) -> bool:
        """Is a term affirmed, and not just part of the key?"""
        if any(start <= mention.start and mention.end <= end for start, end in self.hits):
            return False
        return self.reading.affirms(self.reading.word_at(mention.end - 1))

    def competes(self, mention: Mention) -> bool:
        """Does a term outside the key stand where only the key may stand?"""
        word = self.reading.word_at(mention.end - 1)
        beside = self._beside_key(word)
        if not beside and (
            self.reading.text[mention.start : mention.end] in lexicon.GENERIC
            or mention.term in self.slot.prompt_terms
            or not self.slot.named
        ):
            return False
        if self._touches_key(word):
            return False
        return beside or (phrase_role(self.reading, word) in _CORE and not self._inside_adjunct(word))

    def _touches_key(self, word: int) -> bool:
        """Does the term only qualify the key (프롬프트 인코더의 프롬프트 임베딩)?"""
        after = word + 1
        if self.reading.roles[word] in ("and", "or"):
            return False
        return after in self.key_words and not set(self.reading.words[after].gap) & _LIST_SIGNS

    def _inside_adjunct(self, word: int) -> bool:
        """각 층의 key/value 앞에 붙는 프리픽스: a term within what only qualifies the key."""
        key = self._next_key(word)
        return key is not None and any(self.reading.roles[n] in ("modifier", "of") for n in range(word, key))

    def _beside_key(self, word: int) -> bool:
        """Is the word listed beside the key (A와 B, A 또는 B, A, B)?"""
        for key in self.key_words:
            low, high = min(key, word), max(key, word)
            if low == high or high - low > _APART or self.reading.clause_of[low] != self.reading.clause_of[high]:
                continue
            between = {self.reading.roles[n] for n in range(low, high)}
            apart = between & {"object", "subject", "topic", "place"} or (key > word and between & {"of", "modifier"})
            if self._listed(low, high) and not apart and not (key < word and "of" in between):
                return True
        return False

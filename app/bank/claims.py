"""What an answer claims, weighed against a key: is the key affirmed, of the right subject, with nothing wrong added?

An answer given as a sentence earns credit only if every doubt below is settled; unsure means no credit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from app.bank import lexicon
from app.bank.alternatives import affirmed
from app.bank.asking import phrase_role
from app.bank.clauses import AFFIRMED, Clause, Reading
from app.bank.particles import role
from app.bank.finding import Finder
from app.bank.phrases import Phrase
from app.bank.senses import Pair, Sense, pairs, sense_of, taken
from app.bank.terms import Mention
from app.bank.typed import Typed

_TAIL = re.compile(
    r"^(?:하|한|할|함|합|해|했|되|된|될|됨|됩|돼|시|이|인|임|입|적|에|으로|로|라|란|요|들|만|도|까|부|와|과|나|거|든|처|은|는|을|를|가|의|다|예|죠|지|쪽|측|용|등)"
)
_FINITE = re.compile(r"(?:했다|한다|합니다|했습니다|했어요|해요|된다|됩니다|되었다|됐다|함|됨|했음)$")
_VERB = re.compile(r"(?:다|요|함|됨|임|음|고|며|서|지만|니까|죠)$")


class Refusal(NamedTuple):
    """Why a sentence earns nothing: a word for tests, a sentence for the learner."""

    reason: str
    note: str


@dataclass(frozen=True)
class Slot:
    """What one blank or one short question asks for, prepared once."""

    forms: tuple[str, ...]  # accepted forms, squeezed, longest first
    key_terms: frozenset[str]
    prompt_terms: frozenset[str]
    subjects: frozenset[str]  # terms that the prompt, or a key given as a sentence, is about
    foils: frozenset[str]  # terms of the prompt that the answer must not be about
    rivals: frozenset[str]  # terms that make the answer wrong when affirmed
    known_words: frozenset[str]  # words of the prompt and of the key, bare
    says: tuple[tuple[tuple[Phrase, ...], ...], ...] = ()
    denies: tuple[Phrase, ...] = ()
    key_senses: frozenset[Sense] = frozenset()
    key_pairs: frozenset[Pair] = frozenset()
    asked: frozenset[Sense] = frozenset()  # senses of the verb that the prompt puts to the blank
    prompt_senses: frozenset[Sense] = frozenset()
    strict: bool = False  # a blank: every single word must be accounted for
    named: bool = False  # the key is the name of a term, not a description
    undone: frozenset[str] = frozenset()  # verbs that the key negates (고정하지 않았다): affirming them is the opposite


class Weighing:
    """One answer weighed against one slot."""

    def __init__(self, slot: Slot, typed: Typed) -> None:
        self.slot = slot
        self.reading = reading = typed.reading
        self.mentions = typed.mentions
        self.finder = Finder(reading, self.mentions, typed.terms)
        self.covered = {n: m.term for m in self.mentions for n in range(reading.word_at(m.start), reading.word_at(m.end - 1) + 1)}
        self.key_words: set[int] = set()
        self.hits = self._form_hits()

    def verdict(self) -> Refusal | None:
        """None: the sentence earns the credit."""
        credited = self._credited_clauses()
        if isinstance(credited, Refusal):
            return credited
        for check in (
            self._denied_claim,
            self._rival,
            self._wrong_subject,
            self._opposite,
            self._swapped,
            self._unaccounted,
        ):
            if refusal := check(credited):
                return refusal
        return None

    def _form_hits(self) -> list[tuple[int, int]]:
        """Accepted forms that stand as words of their own in the text."""
        text, hits = self.reading.text, []
        for form in self.slot.forms:
            if len(form) < 2 or form not in text:
                continue
            for place in self.finder.places_of(form, ""):
                if any(a <= place[0] and place[1] <= b for a, b in hits) or self._part_of_rival(place):
                    continue
                if self._whole(place):
                    hits.append(place)
                    self.key_words.update(range(self.reading.word_at(place[0]), self.reading.word_at(place[1] - 1) + 1))
        return hits

    def _part_of_rival(self, place: tuple[int, int]) -> bool:
        start, end = place
        return any(
            m.start <= start and end <= m.end and (m.start, m.end) != place and m.term not in self.slot.key_terms
            for m in self.mentions
        )

    def _whole(self, place: tuple[int, int]) -> bool:
        """Is the form the head of its phrase: not 어댑터 in 어댑터 융합, not 작은 in 작은 학습률?"""
        last = self.reading.word_at(place[1] - 1)
        word = self.reading.words[last]
        tail = word.text[place[1] - word.at :]
        if tail and not (
            _TAIL.match(tail) or role(tail)[1] in self.slot.known_words or role(tail)[1] in lexicon.GENERIC
        ):
            return False
        if tail and role("가" + tail)[0] not in ("", "modifier", "of"):
            return True
        following = last + 1
        if following >= len(self.reading.words) or self.reading.clause_of[following] != self.reading.clause_of[last]:
            return True
        return (
            bool(set(self.reading.words[following].gap) & set(",/()=:;"))
            or self._known(following)
            or self._verbal(following)
        )

    def _known(self, n: int) -> bool:
        """Is a word accounted for by the key, by the prompt, or because it changes nothing?"""
        text = self.reading.words[n].text
        if text in lexicon.HARMLESS or text in self.slot.known_words:
            return True
        bare = role(text)[1]
        if (
            bare in self.slot.known_words
            or bare in lexicon.HARMLESS
            or (bare in lexicon.GENERIC and not self.slot.strict)
        ):
            return True
        if text in lexicon.OR_WORDS or text in lexicon.AND_WORDS or text in lexicon.TURN_WORDS:
            return True
        if any(
            len(word) >= 2 and bare.startswith(word) and _TAIL.match(bare[len(word) :]) for word in self._prefixes(bare)
        ):
            return True
        if n in self.covered:
            return self.covered[n] in self.slot.prompt_terms
        sense = sense_of(text)
        return lexicon.LIGHT_VERB.match(text) is not None or (
            sense is not None and (sense in self.slot.prompt_senses or sense in self.slot.key_senses)
        )

    def _prefixes(self, bare: str) -> list[str]:
        return [bare[:size] for size in range(2, len(bare)) if bare[:size] in self.slot.known_words]

    def _verbal(self, n: int) -> bool:
        text = self.reading.words[n].text
        marked = self.reading.standing[n] != AFFIRMED
        return marked or (len(text) > 1 and bool(_VERB.search(text)))

    def _credited_clauses(self) -> set[int] | Refusal:
        """The clauses that affirm the key, by an accepted form or by what `says` asks for."""
        credited: set[int] = set()
        negated = denied = False
        for start, end in self.hits:
            word = self.reading.word_at(end - 1)
            inner = any(self.reading.negated[n] for n in self.key_words) and self._negation_within((start, end))
            if self.reading.standing[word] != AFFIRMED:
                denied = True
            elif self.reading.negated[word] and not inner:
                negated = True
            else:
                credited.add(self.reading.clause_of[word])
        if negated:
            return Refusal("negated", "핵심이 되는 말을 부정하는 문장으로 읽었습니다.")
        if not credited or not self.slot.strict:
            credited |= self._said()
        if credited:
            return credited
        if denied:
            return Refusal("denied", "핵심이 되는 말이 ‘…이 아니라’처럼 물리친 자리에 있습니다.")
        return Refusal("missing", "허용 답안에 해당하는 말을 찾지 못했습니다.")

    def _negation_within(self, place: tuple[int, int]) -> bool:
        first, last = self.reading.word_at(place[0]), self.reading.word_at(place[1] - 1)
        return any(lexicon.NEGATION.search(self.reading.words[n].text) for n in range(first, last + 1))

    def _said(self) -> set[int]:
        credited: set[int] = set()
        for alternative in self.slot.says:
            for found in affirmed(self.finder, alternative):
                credited.update(hit.clause for hit in found)
                for hit in found:
                    for start, end in hit.spans:
                        self.key_words.update(range(self.reading.word_at(start), self.reading.word_at(end - 1) + 1))
        return credited

    def _denied_claim(self, credited: set[int]) -> Refusal | None:
        for wrong in self.slot.denies:
            if self.finder.find(wrong):
                return Refusal("denies", f"‘{wrong.shown}’(이)라는 주장이 함께 들어 있습니다.")
        return None

    def _rival(self, credited: set[int]) -> Refusal | None:
        for mention in self.mentions:
            if not self._claims(mention) or mention.term in self.slot.key_terms:
                continue
            wrong = mention.term in self.slot.rivals and mention.term not in self.slot.prompt_terms
            if wrong or self._competes(mention, credited):
                shown = self.reading.text[mention.start : mention.end]
                return Refusal("rival", f"‘{shown}’도 함께 답으로 적었습니다.")
        return None

    def _claims(self, mention: Mention) -> bool:
        """Is a term affirmed, and not just part of the key?"""
        if any(start <= mention.start and mention.end <= end for start, end in self.hits):
            return False
        return self.reading.affirms(self.reading.word_at(mention.end - 1))

    def _competes(self, mention: Mention, credited: set[int]) -> bool:
        """Does a term outside the key stand where only the key may stand?"""
        text = self.reading.text[mention.start : mention.end]
        word = self.reading.word_at(mention.end - 1)
        if text in lexicon.GENERIC and not self._joined(word):
            return False
        if self._joined(word):
            return not self._before_key(word)
        if mention.term in self.slot.prompt_terms or not self.slot.named:
            return False
        return phrase_role(self.reading, word) in (
            "topic",
            "subject",
            "object",
            "too",
            "only",
            "and",
            "or",
            "",
        ) and not self._before_key(word)

    def _before_key(self, word: int) -> bool:
        """Does the term only qualify the key (프롬프트 인코더의 프롬프트 임베딩)?"""
        after = word + 1
        if self.reading.roles[word] in ("and", "or"):
            return False
        return after in self.key_words and "," not in self.reading.words[after].gap

    def _joined(self, word: int) -> bool:
        """Is the word listed beside the key (A와 B, A 또는 B, A, B)?"""
        words, roles = self.reading.words, self.reading.roles
        for key in self.key_words:
            low, high = min(key, word), max(key, word)
            if low == high or high - low > 5 or self.reading.clause_of[low] != self.reading.clause_of[high]:
                continue
            link = range(low, high)
            if any(
                roles[n] in ("and", "or")
                or words[n + 1].text in lexicon.LIST_WORDS
                or words[n + 1].gap.strip() in (",", "/", "·", "+")
                for n in link
            ):
                between = [
                    roles[n] for n in range(low, high) if roles[n] in ("object", "subject", "topic", "place", "of")
                ]
                if not between:
                    return True
        return False

    def _wrong_subject(self, credited: set[int]) -> Refusal | None:
        """The sentence that holds the key is about something else than the question."""
        for mention in self.mentions:
            word = self.reading.word_at(mention.end - 1)
            if not self._claims(mention) or self.reading.clause_of[word] not in credited:
                continue
            if phrase_role(self.reading, word) not in ("topic", "subject") or mention.term in self.slot.subjects:
                continue
            shown = self.reading.text[mention.start : mention.end]
            elsewhere = bool(self.slot.subjects) and self.slot.named and mention.term not in self.slot.key_terms
            if mention.term in self.slot.foils or (elsewhere and shown not in lexicon.GENERIC):
                return Refusal("subject", f"질문이 묻는 것이 아니라 ‘{shown}’에 관한 문장입니다.")
        return None

    def _opposite(self, credited: set[int]) -> Refusal | None:
        """The key is said with the opposite verb (고정 for 학습), or has something undone to it (떨어진다)."""
        said = {sense for n in self.key_words if (sense := sense_of(self.reading.words[n].text))}
        for n in range(min(credited), len(self.reading.clauses)):
            clause = self.reading.clauses[n]
            if n not in credited and not self._goes_on(n, min(credited)):
                continue
            sides = taken(self.reading, clause)
            wanted = self.slot.key_senses | (self.slot.asked if n in credited else frozenset())
            for name, side in sides:
                if (name, side) in wanted or (name, -side) in sides or (name, -side) not in wanted:
                    continue
                if (name, side) in said:
                    continue
                if (name, -side) in self.slot.asked or (name, side) not in self.slot.prompt_senses:
                    return Refusal("opposite", "핵심이 되는 말이 반대 뜻의 말과 함께 쓰였습니다.")
            if self._undone(clause) or self._affirms_what_the_key_negates(clause):
                return Refusal("reversed", "핵심이 되는 말의 뜻을 뒤집는 서술어가 붙어 있습니다.")
        return None

    def _goes_on(self, n: int, first: int) -> bool:
        """Does a later clause of the sentence say more about the same thing (안정적이지만 낮은 성능)?"""
        clause = self.reading.clauses[n]
        own = any(self.reading.roles[i] in ("topic", "subject") for i in range(clause.start, clause.end))
        return clause.sentence == self.reading.clauses[first].sentence and not own

    def _undone(self, clause: Clause) -> bool:
        keys = [n for n in self.key_words if clause.start <= n < clause.end]
        for n in range(max(keys, default=clause.start - 1) + 1, clause.end):
            text = self.reading.words[n].text
            if lexicon.REVERSING.match(text) and not self._known(n) and self.reading.affirms(n):
                return True
        return False

    def _affirms_what_the_key_negates(self, clause: Clause) -> bool:
        """고정했다 where the key says 고정하지 않았다."""
        for n in range(clause.start, clause.end):
            text = self.reading.words[n].text
            if self.reading.affirms(n) and _FINITE.search(text) and any(text.startswith(verb) for verb in self.slot.undone):
                return True
        return False

    def _swapped(self, credited: set[int]) -> Refusal | None:
        """(few, frozen) where the key has (few, trained): the parts are right and go together wrongly."""
        for pair in pairs(self.reading):
            if pair in self.slot.key_pairs:
                continue
            (a, x), (b, y) = pair
            if {((a, -x), (b, y)), ((a, x), (b, -y))} & self.slot.key_pairs:
                return Refusal("swapped", "맞는 말들이 서로 뒤바뀌어 연결되었습니다.")
        return None

    def _unaccounted(self, credited: set[int]) -> Refusal | None:
        """In a blank, and in a name given without a verb, no word may be left over."""
        reading = self.reading
        if not self.slot.strict and (not self.slot.named or self._is_sentence()):
            return None
        for n, word in enumerate(reading.words):
            if n in self.key_words or reading.standing[n] != AFFIRMED or reading.negated[n] or self._known(n):
                continue
            if not self.slot.strict and (reading.roles[n] == "modifier" or self._within_relative_clause(n)):
                continue
            return Refusal("unaccounted", f"‘{word.text}’(이)라는 말이 답에 덧붙어 있습니다.")
        return None

    def _is_sentence(self) -> bool:
        inside = {self.reading.word_at(end - 1) for _, end in self.hits}
        return any(
            n not in inside and word.text not in lexicon.HARMLESS and len(word.text) > 1 and _VERB.search(word.text)
            for n, word in enumerate(self.reading.words)
            if self.reading.affirms(n)
        )

    def _within_relative_clause(self, n: int) -> bool:
        """외부 문서를 검색해 답을 생성하는 RAG: what stands before a verb that qualifies the key."""
        key = min((word for word in self.key_words if word > n), default=n)
        return any(self.reading.roles[word] == "modifier" for word in range(n + 1, key))

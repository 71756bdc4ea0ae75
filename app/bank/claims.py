"""What an answer claims, weighed against a key: is the key affirmed, of the right subject, with nothing wrong added?

An answer given as a sentence earns credit only if every doubt below is settled; unsure means no credit.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from app.bank import lexicon
from app.bank.alternatives import affirmed
from app.bank.asking import phrase_role
from app.bank.clauses import Clause
from app.bank.finding import Hit
from app.bank.leftovers import Leftovers
from app.bank.polarity import AFFIRMED
from app.bank.senses import Sense, pairs, pairs_of, sense_of, taken, turned, whole_of_a_part

_FINITE = re.compile(
    r"(?:했다|한다|합니다|했습니다|했어요|해요|된다|됩니다|되었다|됐다|함|됨|했음|해서|하여서|했기|되어서|돼서)$"
)


class Refusal(NamedTuple):
    """Why a sentence earns nothing: a word for tests, a sentence for the learner."""

    reason: str
    note: str


class Weighing(Leftovers):
    """One answer weighed against one slot."""

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
            self._compared_with_another,
            self._said_of_another,
            self._hedged,
            self._unaccounted,
        ):
            if refusal := check(credited):
                return refusal
        return None

    def _credited_clauses(self) -> set[int] | Refusal:
        """The clauses that affirm the key, by an accepted form or by what `says` asks for."""
        credited: set[int] = set()
        negated = denied = False
        for start, end in self.hits:
            word = self.reading.word_at(end - 1)
            if self.reading.standing[word] != AFFIRMED:
                denied = True
            elif self._turned((start, end)):
                negated = True
            else:
                credited.add(self.reading.clause_of[word])
        if negated and not self._denies_a_side() and (said := self._said(negating=True)):
            return said
        if negated:
            return Refusal("negated", "핵심이 되는 말을 부정하는 문장으로 읽었습니다.")
        if not credited:
            credited |= self._said()
        if credited:
            return credited
        if denied:
            return Refusal("denied", "핵심이 되는 말이 ‘…이 아니라’처럼 물리친 자리에 있습니다.")
        return Refusal("missing", "허용 답안에 해당하는 말을 찾지 못했습니다.")

    def _denies_a_side(self) -> bool:
        """지연을 아끼지 않는다: a verb of the question or of the key is negated."""
        sides = self.slot.asked | self.slot.key_senses | self.slot.prompt_senses
        return any(
            self.reading.negated[n] and sense_of(word.text) in sides for n, word in enumerate(self.reading.words)
        )

    def _turned(self, place: tuple[int, int]) -> bool:
        """Is the form negated, beyond the negation that it says itself (then that word must still negate)?"""
        own = self._negations_within(place)
        if own:
            return not all(self.reading.negated[n] for n in own)
        return self.reading.negated[self.reading.word_at(place[1] - 1)] and not self._as_the_prompt_negates()

    def _as_the_prompt_negates(self) -> bool:
        """Is the negation that of the prompt, repeated (최고의 성능을 장담할 수는 없다)?"""
        return any(word.text in self.slot.negated for word in self.reading.words)

    def _negations_within(self, place: tuple[int, int]) -> list[int]:
        """The words with which an accepted form itself negates (보장하지 않음)."""
        start, end = place
        words = self.reading.words
        return [
            n
            for n in self.reading.words_in(start, end)
            if self.reading.standing[n] == AFFIRMED
            and lexicon.NEGATION.search(words[n].text[max(0, start - words[n].at) : end - words[n].at])
        ]

    def _said(self, negating: bool = False) -> set[int]:
        """The clauses that say an alternative; with `negating`, only one that itself negates."""
        credited: set[int] = set()
        for alternative in self.slot.says:
            if negating and not any(phrase.negated for idea in alternative for phrase in idea):
                continue
            for found in affirmed(self.finder, alternative):
                credited.update(hit.clause for hit in found)
                for start, end in (span for hit in found for span in hit.spans):
                    self.key_words.update(self.reading.words_in(start, end))
        return credited

    def _denied_claim(self, credited: set[int]) -> Refusal | None:
        for wrong in self.slot.denies:
            if any(not self._of_a_part(hit) for hit in self.finder.find(wrong)):
                return Refusal("denies", f"‘{wrong.shown}’(이)라는 주장이 함께 들어 있습니다.")
        return None

    def _of_a_part(self, hit: Hit) -> bool:
        """전체 파라미터 중 일부만 학습 is no claim about the whole."""
        clause = self.reading.clauses[hit.clause]
        first = self.reading.word_at(hit.spans[0][0])
        return clause.start <= first < clause.end and whole_of_a_part(self.reading, first, clause)

    def _rival(self, credited: set[int]) -> Refusal | None:
        for mention in self.mentions:
            if not self.claims(mention) or mention.term in self.slot.key_terms:
                continue
            wrong = mention.term in self.slot.rivals and mention.term not in self.slot.prompt_terms
            if wrong or self.competes(mention):
                shown = self.reading.text[mention.start : mention.end]
                return Refusal("rival", f"‘{shown}’도 함께 답으로 적었습니다.")
        return None

    def _wrong_subject(self, credited: set[int]) -> Refusal | None:
        """The sentence that holds the key is about something else than the question."""
        for mention in self.mentions:
            word = self.reading.word_at(mention.end - 1)
            if not self.claims(mention) or self.reading.clause_of[word] not in credited:
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
                if (name, side) in said or self._is_the_other_half(clause, (name, side)):
                    continue
                if (name, -side) in self.slot.asked or (name, side) not in self.slot.prompt_senses:
                    return Refusal("opposite", "핵심이 되는 말이 반대 뜻의 말과 함께 쓰였습니다.")
            if self._undone(clause) or self._affirms_what_the_key_negates(clause):
                return Refusal("reversed", "핵심이 되는 말의 뜻을 뒤집는 서술어가 붙어 있습니다.")
        return None

    def _is_the_other_half(self, clause: Clause, sense: Sense) -> bool:
        """대부분을 얼리고: (most, frozen) says of the rest what the key says of its part, (few, trained)."""
        said = pairs_of(self.reading, clause)
        return any(sense in pair and turned(pair) in self.slot.key_pairs for pair in said)

    def _goes_on(self, n: int, first: int) -> bool:
        """Does a later clause of the sentence say more about the same thing (안정적이지만 낮은 성능)?"""
        clause = self.reading.clauses[n]
        own = any(self.reading.roles[i] in ("topic", "subject") for i in range(clause.start, clause.end))
        return clause.sentence == self.reading.clauses[first].sentence and not own

    def _undone(self, clause: Clause) -> bool:
        keys = [n for n in self.key_words if clause.start <= n < clause.end]
        for n in range(max(keys, default=clause.start - 1) + 1, clause.end):
            text = self.reading.words[n].text
            if lexicon.REVERSING.match(text) and not self.known(n) and self.reading.affirms(n):
                return True
            if lexicon.LESSER.match(text) and self.reading.negated[n]:
                return True
        return False

    def _affirms_what_the_key_negates(self, clause: Clause) -> bool:
        """고정했다 where the key says 고정하지 않았다."""
        for n in range(clause.start, clause.end):
            text = self.reading.words[n].text
            if (
                self.reading.affirms(n)
                and _FINITE.search(text)
                and any(text.startswith(verb) for verb in self.slot.undone)
            ):
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

    def _compared_with_another(self, credited: set[int]) -> Refusal | None:
        """The question compares with one thing, the answer with another (이산 프롬프트보다, 미세 조정보다)."""
        for mention in self.mentions:
            word = self.reading.words[self.reading.word_at(mention.end - 1)].text
            stranger = mention.term not in self.slot.prompt_terms | self.slot.key_terms
            if self.slot.foils and stranger and word.endswith(lexicon.THAN):
                return Refusal("compared", f"질문과 다른 것(‘{word}’)과 견주었습니다.")
        return None

    def _said_of_another(self, credited: set[int]) -> Refusal | None:
        """안정적인 것은 이산 프롬프트 쪽이다: the key is said of what follows, which must be what is asked about."""
        for _, end in self.hits:
            after = self.reading.word_at(end - 1) + 1
            if after < len(self.reading.words) and self.reading.words[after].text in ("것은", "건", "쪽은"):
                named = {m.term for m in self.mentions if m.start > end}
                if not named & (self.slot.subjects | self.slot.key_terms):
                    return Refusal("subject", "질문이 묻는 것이 아니라 다른 것에 관한 문장입니다.")
        return None

    def _hedged(self, credited: set[int]) -> Refusal | None:
        """그럴 수도 있고 아닐 수도 있다: nothing is claimed."""
        if sum(word.text == "수도" for word in self.reading.words) > 1:
            return Refusal("hedged", "어느 쪽인지 정하지 않은 답입니다.")
        return None

    def _unaccounted(self, credited: set[int]) -> Refusal | None:
        """In a blank, and in a name given without a verb, no word may be left over."""
        if not self.slot.strict and (not self.slot.named or self.is_sentence()):
            return None
        left = self.left_over()
        if left is not None:
            self._said()  # words that `says` asks for are accounted for too
            left = self.left_over()
        return None if left is None else Refusal("unaccounted", f"‘{left}’(이)라는 말이 답에 덧붙어 있습니다.")

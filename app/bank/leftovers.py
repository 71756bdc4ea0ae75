"""What is left of an answer once the key, the prompt and harmless words are taken away. Knows no check of a claim."""

from __future__ import annotations

from app.bank import lexicon
from app.bank.particles import role
from app.bank.senses import sense_of
from app.bank.surroundings import VERB, Surroundings


class Leftovers(Surroundings):
    """Words that neither key nor prompt accounts for."""

    def left_over(self) -> str | None:
        reading = self.reading
        if self.slot.strict and (joined := self._joined()):
            return joined
        for n, word in enumerate(reading.words):
            if n in self.key_words or not reading.affirms(n):
                continue
            if not self._missed_word(n) and (self.known(n) or self.qualifies(n)):
                continue
            if not (self.slot.strict and n == len(reading.words) - 1 and self._plain_verb(n)):
                return word.text
        return None

    def _missed_word(self, n: int) -> bool:
        """A near miss put before the key as part of its name (사전 전이)."""
        text = self.reading.words[n].text
        name = self.slot.strict and len(text) > 1 and self.reading.roles[n] == "" and n + 1 in self.key_words
        return name and bool({text, role(text)[1]} & self.slot.missed_words)

    def _joined(self) -> str | None:
        """A strange word written together with the key (로그정규 for 정규)."""
        for start, _ in self.hits:
            word = self.reading.words[self.reading.word_at(start)]
            before = word.text[: start - word.at]
            if len(before) > 1 and not self.accounted(before) and role(before)[0] != "modifier":
                return before
        return None

    def is_sentence(self) -> bool:
        inside = {self.reading.word_at(end - 1) for _, end in self.hits}
        return any(
            (n not in inside and word.text not in lexicon.HARMLESS and len(word.text) > 1 and VERB.search(word.text))
            or word.text in lexicon.SENTENCE_VERBS
            for n, word in enumerate(self.reading.words)
            if self.reading.affirms(n)
        )

    def _plain_verb(self, n: int) -> bool:
        """The polite verb that ends a filling (채웁니다): it takes no side and undoes nothing."""
        text = self.reading.words[n].text
        return (
            text.endswith(("니다", "해요", "어요", "아요")) and not sense_of(text) and not lexicon.REVERSING.match(text)
        )

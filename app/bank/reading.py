"""A text read once: its words, clauses, and what of it is affirmed; with the way back to what was typed. Knows no
question.
"""

from __future__ import annotations

from bisect import bisect_right

from app.bank import negations
from app.bank.clauses import split
from app.bank.normalising import Folded, Unit, fold, is_sign, units
from app.bank.polarity import Polarity


class Reading(Polarity):
    """`text` is squeezed; places in it are [start, end)."""

    __slots__ = ("folded", "raw", "starts", "text")

    def __init__(self, raw: str, folded: Folded | None = None, words: list[Unit] | None = None) -> None:
        self.raw = raw
        self.folded = folded or fold(raw)
        words = units(self.folded.text) if words is None else words
        super().__init__(words, split(words))
        self.text = "".join([word.text for word in words])
        self.starts = [word.at for word in words]
        negations.judge(self)

    def word_at(self, position: int) -> int:
        """The word that holds a position of the squeezed text."""
        return bisect_right(self.starts, position) - 1

    def words_in(self, start: int, end: int) -> range:
        """The words that [start, end) of the squeezed text touches."""
        return range(self.word_at(start), self.word_at(end - 1) + 1)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Where [start, end) of the squeezed text stands in what was typed."""
        return self.folded.raw_span(self._folded(start), self._folded(end - 1) + 1)

    def _folded(self, position: int) -> int:
        word = self.words[self.word_at(position)]
        if is_sign(self.folded.text[word.folded_at]):
            return word.folded_at
        return min(word.folded_at + position - word.at, len(self.folded.text) - 1)

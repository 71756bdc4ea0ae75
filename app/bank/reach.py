"""How far a negation reaches back: not over an arrow, and no further than the bracket or the item it stands in.

Knows no word that negates.
"""

from __future__ import annotations

from app.bank import lexicon
from app.bank.clauses import Clause
from app.bank.polarity import Polarity


class Reach:
    """While one clause is read: what a negation would deny, from `floor` on, and whether there is one."""

    def __init__(self, answer: Polarity, clause: Clause) -> None:
        self.answer = answer
        self.end = clause.end
        self.floor = self.item = clause.start  # `item`: where the item of a note begins (메모리 감소, 지연 없음)
        self.negative = False
        self.outside: list[tuple[int, int, bool]] = []  # what was being read before each open bracket

    def pass_signs(self, gap: str, at: int) -> int:
        """Go over the signs before the word `at`; where the innermost bracket opened, if one did, else 0."""
        opened = 0
        for sign in gap:
            if sign in "([":
                self.outside.append((self.floor, self.item, self.negative))
                self.floor = self.item = opened = at
                self.negative = False
            elif sign in ")]":
                self.ends(at)
                self.floor, self.item, self.negative = self.outside.pop() if self.outside else (at, at, False)
            elif sign in lexicon.ARROWS or (sign == "/" and " / " in gap):
                self.ends(at)
                self.item = at
            elif sign in lexicon.ITEM_SIGNS:
                self.item = at
        return opened

    def ends(self, stop: int) -> None:
        """What was negated ends before the word `stop`."""
        self.deny(self.floor, stop)
        self.floor, self.negative = stop, False

    def close(self) -> None:
        """The clause ends, and with it every bracket that is still open."""
        self.deny(self.floor, self.end)
        for floor, _, negative in reversed(self.outside):
            self.negative = negative
            self.deny(floor, self.end)

    def deny(self, start: int, end: int) -> None:
        if self.negative:
            self.answer.negated[start:end] = [True] * (end - start)

"""The first answers to a set of items as columns, and how strong each learner is elsewhere. Knows no database."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

from app.authoring.statistics.arrays import Bytes, Floats, Integers, Marks, np
from app.authoring.statistics.classical import ends

LEAST_OTHERS = 3  # answers to other items, before anything is said of how strong a learner is
UNKNOWN, WEAK, MIDDLE, STRONG = range(4)


@dataclass(frozen=True)
class Scores:
    """One row an answer. All columns are (n,); `item` counts from 0, `seconds` is NaN where it is not known."""

    items: int  # how many there are
    response: Integers
    learner: Integers
    item: Integers
    score: Floats
    near: Marks
    seconds: Floats

    def first(self) -> Scores:
        """Of each learner's answers to an item only the first: what comes after it has been told the key."""
        order = np.lexsort((self.response, self.learner, self.item))
        item, learner = self.item[order], self.learner[order]
        begins = np.ones(len(order), dtype=bool)
        begins[1:] = (item[1:] != item[:-1]) | (learner[1:] != learner[:-1])
        kept = order[begins]
        return Scores(self.items, *(getattr(self, column.name)[kept] for column in fields(self)[1:]))

    def of(self, item: int) -> slice:
        """The rows of an item; `first()` has put them in order."""
        begin, end = np.searchsorted(self.item, [item, item + 1])
        return slice(int(begin), int(end))

    @cached_property
    def who(self) -> Integers:
        """(n,) learners, counted from 0."""
        found: Integers = np.unique(self.learner, return_inverse=True)[1].astype(np.int64)
        return found

    @cached_property
    def learners(self) -> int:
        return int(self.who.max()) + 1 if len(self.who) else 0

    @cached_property
    def rest(self) -> Floats:
        """(n,) how strong the learner of each answer is in the other items: the mean of their scores there, each less
        the mean of its item, so that whoever answered only hard items is not taken for weak. NaN for fewer than
        LEAST_OTHERS. Where everybody answered everything this is the sum of the other items, shifted and scaled, and so
        its correlation with the item is the corrected item-total correlation."""
        answers = np.bincount(self.item, minlength=self.items)
        means = np.bincount(self.item, self.score, self.items) / np.maximum(answers, 1)
        above = self.score - means[self.item]
        count = np.bincount(self.who, minlength=self.learners)[self.who] - 1
        total = np.bincount(self.who, above, self.learners)[self.who] - above
        known = np.where(count >= LEAST_OTHERS, count, np.nan)
        # rounded: what differs only by the order of adding is the same
        return np.round(total / known, 9)

    @cached_property
    def bands(self) -> Bytes:
        """(n,) UNKNOWN | WEAK | MIDDLE | STRONG, item by item: among those who answered that very item."""
        found = np.full(len(self.item), UNKNOWN, dtype=np.int8)
        for item in range(self.items):
            here = np.arange(self.of(item).start, self.of(item).stop)
            known = here[~np.isnan(self.rest[here])]
            if (groups := ends(self.rest[known])) is not None:
                found[known] = MIDDLE
                found[known[groups[0]]] = WEAK
                found[known[groups[1]]] = STRONG
        return found

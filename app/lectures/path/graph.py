"""Which units each unit builds upon. Knows no file, no page and no learner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Graph:
    """`after`: the units that each unit builds upon directly, in the order of teaching. Every name in it is a unit of
    its own and no unit leads back to itself: problems.py refuses a course where that is not so."""

    after: Mapping[str, tuple[str, ...]]

    def opens(self, unit: str) -> tuple[str, ...]:
        """The units that build upon this one directly."""
        return tuple(later for later, before in self.after.items() if unit in before)

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """How many steps lead to each unit at most: 0 where nothing comes before."""
        found: dict[str, int] = {}

        def level(unit: str) -> int:
            if unit not in found:
                found[unit] = 1 + max((level(before) for before in self.after[unit]), default=-1)
            return found[unit]

        return {unit: level(unit) for unit in self.after}


def all_before(unit: str, after: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Everything that comes before a unit, directly or not; itself where it leads back to itself."""
    found: set[str] = set()
    waiting = list(after.get(unit, ()))
    while waiting:
        before = waiting.pop()
        if before not in found:
            found.add(before)
            waiting += after.get(before, ())
    return found

"""What templates are given of a unit and of the path: plain frozen values. Knows no page and no database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class UnitLink:
    """A unit named beside another; `done` when this learner has answered all of its questions."""

    slug: str
    order: int
    title: str
    done: bool


@dataclass(frozen=True)
class UnitCard:
    """A unit as the home page and the list show it."""

    slug: str
    order: int
    title: str
    summary: str
    minutes: int
    total: int
    answered: int
    correct: int
    parts: tuple[tuple[str, str], ...]  # anchor and title of each section
    before: tuple[UnitLink, ...]  # the units that it builds upon
    opens: tuple[UnitLink, ...]  # the units that build upon it

    @property
    def done(self) -> bool:
        """A unit that asks nothing leaves no trace of having been read, and is taken as read."""
        return self.answered == self.total


@dataclass(frozen=True)
class Step:
    """A unit on the path, its column and the upper of its two rows."""

    unit: UnitCard
    column: int
    row: int


@dataclass(frozen=True)
class Way:
    """A line of the path, as what an SVG path draws; `walked` when the unit that it leaves is done."""

    drawn: str
    walked: bool


@dataclass(frozen=True)
class CoursePath:
    """The course as a path from left to right, and as a list in the order of teaching where it is not `wide`."""

    steps: tuple[Step, ...]
    ways: tuple[Way, ...]
    columns: int
    rows: int
    wide: bool


@dataclass(frozen=True)
class NextUnit:
    """The unit that this learner might read next; `after` are the finished ones that lead to it."""

    unit: UnitCard
    after: tuple[UnitLink, ...]

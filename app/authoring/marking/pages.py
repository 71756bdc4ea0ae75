"""What the templates of marking are given. Knows no database; names of learners are nowhere in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Row:
    item: str
    unit: str
    kind: str
    prompt: str
    count: int
    retired: bool  # asked no more


@dataclass(frozen=True)
class QueuePage:
    """GET /authoring/marking."""

    title: str
    rows: tuple[Row, ...]
    done: str = ""


@dataclass(frozen=True)
class PointBox:
    """One rubric point: what the grader found, what it is worth, what stands in the box."""

    text: str
    found: bool
    most: int
    given: str
    note: str


@dataclass(frozen=True)
class Sheet:
    """Answers alike, to be marked at once."""

    kind: str
    pass_mark: int
    asked: str  # the words that were answered, where they are not those of now
    response: int
    grade: int  # the one that holds of the first: another in its place was not seen
    through: int  # the newest grade of all: what came later is not marked unseen
    count: int
    lines: tuple[str, ...]
    text: str  # of an essay, to be highlighted
    evidence: tuple[object, ...]
    outcome: str
    score: int
    points: tuple[PointBox, ...]
    own: tuple[int, ...]
    when: datetime
    marked: bool
    chosen: str  # which verdict is pressed
    comment: str
    problem: str = ""


@dataclass(frozen=True)
class ItemPage:
    """GET /authoring/marking/items/{item}, and one answer alone at /authoring/marking/answers/{number}."""

    title: str
    item: str
    kind: str
    prompt: str
    key: str
    sheets: tuple[Sheet, ...]
    total: int
    marked: bool  # those that have a mark are shown
    alone: bool = False
    retired: bool = False  # asked no more
    done: str = ""
    outcomes: Mapping[str, str] = field(default_factory=dict)

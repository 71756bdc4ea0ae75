"""What came of an assignment: a line a learner, a cell an item. Of several rounds the best counts, of several answers
in a round the first. Reads only; newest grades hold, whoever gave them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.classes import assignments
from app.classes.rosters import Pupil
from app.study.class_tables import Assignment
from app.study.holding import in_force
from app.study.tables import Attempt, Grade, Response

# Built once: putting a statement together costs as much as running it.
GRADED = (
    select(Response.id, Response.attempt_id, Response.item_id, Response.deal, Grade.outcome, Grade.score, Grade.cause)
    .join(Grade, Grade.response_id == Response.id)
    .join(Attempt, Attempt.id == Response.attempt_id)
    .where(Attempt.assignment_id == bindparam("assignment"), Response.turn == 0, in_force(Grade))
    .order_by(Grade.id)
)


@dataclass(frozen=True)
class Cell:
    """One item of one learner. `state` is open where there is no answer, `response` then None and `cause` empty."""

    state: str  # correct | partial | incorrect | open
    score: float
    response: int | None
    cause: str  # why the grade is there, as grades.py has them


@dataclass(frozen=True)
class Line:
    """One learner. `round` is the one that counts; `cells` by item, without those that were not asked of them; nothing
    for who took no round."""

    pupil: Pupil
    rounds: int
    round: int | None
    begun: datetime | None
    finished: datetime | None
    cells: Mapping[str, Cell]

    @property
    def total(self) -> float:
        return sum(cell.score for cell in self.cells.values())

    @property
    def share(self) -> float | None:
        """0..1; None for who took no round."""
        return self.total / len(self.cells) if self.cells else None


@dataclass(frozen=True)
class Sheet:
    """All lines, with the items that were asked of anybody, in the order of the assignment."""

    items: tuple[str, ...]
    lines: tuple[Line, ...]

    def asked(self, item: str) -> int:
        """Of how many learners."""
        return sum(item in line.cells for line in self.lines)

    def mean(self, item: str) -> float | None:
        """0..1, over all of whom it was asked; no answer counts 0."""
        scores = [line.cells[item].score for line in self.lines if item in line.cells]
        return sum(scores) / len(scores) if scores else None

    @property
    def share(self) -> float | None:
        shares = [line.share for line in self.lines if line.share is not None]
        return sum(shares) / len(shares) if shares else None


def sheet(session: Session, assignment: Assignment, pupils: Sequence[Pupil]) -> Sheet:
    """Of the pupils given; those who were taken out appear where they took a round."""
    cells = _cells(session, assignment)
    taken: dict[int, list[Attempt]] = {}
    for attempt in assignments.rounds(session, assignment.id):
        taken.setdefault(attempt.learner_id, []).append(attempt)
    lines = tuple(_line(pupil, taken.get(pupil.learner, []), cells) for pupil in pupils)
    shown = tuple(line for line in lines if line.rounds or not line.pupil.removed)
    items = tuple(item for item in assignment.items if any(item in line.cells for line in shown))
    return Sheet(items, shown)


def shares(session: Session, assignment: Assignment, taken: Sequence[Attempt]) -> dict[int, float]:
    """0..1 of each of these rounds."""
    cells = _cells(session, assignment)
    found = {attempt.id: _round(attempt, cells).values() for attempt in taken}
    return {number: sum(cell.score for cell in asked) / max(len(asked), 1) for number, asked in found.items()}


def _cells(session: Session, assignment: Assignment) -> dict[tuple[int, str, int], Cell]:
    rows = session.execute(GRADED, {"assignment": assignment.id})
    return {
        (row.attempt_id or 0, row.item_id, row.deal): Cell(row.outcome, row.score, row.id, row.cause) for row in rows
    }


def _line(pupil: Pupil, taken: Sequence[Attempt], cells: Mapping[tuple[int, str, int], Cell]) -> Line:
    if not taken:
        return Line(pupil, 0, None, None, None, {})
    rounds = [Line(pupil, len(taken), one.id, one.created, one.finished, _round(one, cells)) for one in taken]
    return max(rounds, key=lambda line: line.share or 0.0)


def _round(attempt: Attempt, cells: Mapping[tuple[int, str, int], Cell]) -> dict[str, Cell]:
    nothing = Cell("open", 0.0, None, "")
    return {item: cells.get((attempt.id, item, deal), nothing) for item, deal in attempt.items}

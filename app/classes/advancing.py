"""How far the learners of a class are in each unit: one query for all of them. Reads only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.classes.rosters import Pupil
from app.course import Course
from app.study.holding import in_force
from app.study.tables import Grade, Response


@dataclass(frozen=True)
class HowFar:
    """Of a unit's items, how many somebody answered, and how many are right by the latest answer that counts."""

    answered: int
    correct: int
    total: int


@dataclass(frozen=True)
class Advance:
    pupil: Pupil
    units: tuple[HowFar, ...]  # in the order of teaching


def advances(session: Session, course: Course, pupils: Sequence[Pupil]) -> tuple[Advance, ...]:
    """Of those who are in the class now."""
    present = [pupil for pupil in pupils if not pupil.removed]
    outcomes = _outcomes(session, [pupil.learner for pupil in present])
    items: dict[str, list[str]] = {unit: [] for unit in course.titles}
    for item, unit in course.unit_of.items():
        items[unit].append(item)
    return tuple(
        Advance(pupil, tuple(_how_far(listed, outcomes.get(pupil.learner, {})) for listed in items.values()))
        for pupil in present
    )


def _how_far(items: Collection[str], outcomes: dict[str, str]) -> HowFar:
    found = [outcomes[item] for item in items if item in outcomes]
    return HowFar(len(found), found.count("correct"), len(items))


def _outcomes(session: Session, learners: Collection[int]) -> dict[int, dict[str, str]]:
    wanted = (
        select(Response.learner_id, Response.item_id, Grade.outcome)
        .join(Grade, Grade.response_id == Response.id)
        .where(Response.learner_id.in_(learners), Response.turn == 0, in_force(Grade))
        .order_by(Response.id, Grade.id)
    )
    found: dict[int, dict[str, str]] = {}
    for learner, item, outcome in session.execute(wanted) if learners else ():
        found.setdefault(learner, {})[item] = outcome
    return found

"""What waits for a mark by hand: every essay, and typed answers that were found right in part; of items that are asked
no more and of words that were changed since, too. Answers to the same words that are letter for letter alike are marked
together. Reads rows, writes none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, Text, and_, cast, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.bank.question import Question
from app.course import Course
from app.study.grades import MARKED, TYPED
from app.study.holding import HOLDS, held
from app.study.revisions import asked_then
from app.study.tables import Grade, ItemRevision, Response, SelfScore
from app.study.telling import as_worded

SHOWN = 10  # different answers on a page
WORDS, VALUES = cast(Response.raw, Text), cast(Response.dealt, Text)  # JSON as it is stored: alike letter for letter


@dataclass(frozen=True)
class Waiting:
    """An item with answers to mark."""

    question: Question
    count: int


@dataclass(frozen=True)
class Group:
    """Answers alike: the first of them with the grade that holds, how many there are, what their learners think of
    theirs (0 to 1)."""

    question: Question  # as it was worded when they were given
    older: bool  # which is not how it is asked now
    response: Response
    grade: Grade
    count: int
    through: int  # the newest grade among them
    own: tuple[float, ...] = ()


def waiting(session: Session, course: Course) -> list[Waiting]:
    """Items with answers that wait, most of them first."""
    essays = [name for name, item in course.known.items() if item.kind == "essay"]
    typed = [name for name, item in course.known.items() if item.kind in TYPED]
    doubtful = and_(Response.item_id.in_(typed), Grade.outcome == "partial")
    wanted = _held(Response.item_id, func.count()).where(or_(Response.item_id.in_(essays), doubtful))
    rows = session.execute(wanted.where(Grade.cause != MARKED).group_by(Response.item_id)).all()
    found = [Waiting(course.known[item], count) for item, count in rows]
    return sorted(found, key=lambda one: (-one.count, one.question.id))


def groups(session: Session, course: Course, question: Question, marked: bool = False) -> tuple[list[Group], int]:
    """The answers to an item, the oldest first; those marked already if `marked`. And how many different ones there
    are."""
    first = func.min(Response.id).label("first")
    size, through = func.count().label("size"), func.max(Grade.id).label("through")
    alike = _of(question, marked, first, size, through).group_by(WORDS, VALUES, ItemRevision.asked).order_by(first)
    rows = session.execute(alike).all()
    return [_group(session, course, row.first, row.size, row.through) for row in rows[:SHOWN]], len(rows)


def alone(session: Session, course: Course, response: Response) -> Group:
    """One answer by itself, whatever its kind."""
    question, grade = as_asked(session, course, response), held(session, response.id)
    return Group(question, question is not course.known[response.item_id], response, grade, 1, grade.id)


def as_asked(session: Session, course: Course, response: Response) -> Question:
    """The item in the words that were answered, with the last key that those words had."""
    asked = asked_then(session, response)
    if asked == course.bank.prompt_revision(response.item_id):
        return course.known[response.item_id]
    worded = select(ItemRevision).where(ItemRevision.item_id == response.item_id, ItemRevision.asked == asked)
    return as_worded(session.scalars(worded.order_by(ItemRevision.id.desc()).limit(1)).one())


def alike(session: Session, question: Question, response: Response, through: int) -> Sequence[int]:
    """The numbers of the answers that are marked with this one: not yet marked, and given before the page was shown
    (`through` is the newest grade it knew)."""
    same = (_of_answer(Response.raw, response.id) == WORDS, _of_answer(Response.dealt, response.id) == VALUES)
    asked = asked_then(session, response)
    wanted = _of(question, False, Response.id).where(*same, ItemRevision.asked == asked, Grade.id <= through)
    others = session.scalars(wanted).all()
    return sorted({response.id, *others})


def _group(session: Session, course: Course, number: int, size: int, through: int) -> Group:
    same = select(Response.id).where(_of_answer(Response.raw, number) == WORDS)
    response = session.get_one(Response, number)
    first = alone(session, course, response)
    asked = asked_then(session, response)
    same = same.join(ItemRevision, ItemRevision.id == Response.prompt_revision)
    same = same.where(Response.item_id == response.item_id, ItemRevision.asked == asked)
    latest = select(func.max(SelfScore.id)).where(SelfScore.response_id.in_(same)).group_by(SelfScore.response_id)
    own = session.scalars(select(SelfScore.score).where(SelfScore.id.in_(latest)).order_by(SelfScore.id)).all()
    return replace(first, count=size, through=through, own=tuple(score / 100 for score in own))


def _of_answer(column: Any, number: int) -> Any:
    """What one answer holds there, as text."""
    one = aliased(Response)
    return select(cast(getattr(one, column.key), Text)).where(one.id == number).scalar_subquery()


def _of(question: Question, marked: bool, *columns: Any) -> Select[Any]:
    wanted = _held(*columns).join(ItemRevision, ItemRevision.id == Response.prompt_revision)
    wanted = wanted.where(Response.item_id == question.id)
    if marked:
        return wanted.where(Grade.cause == MARKED)
    return wanted.where(Grade.cause != MARKED, *(() if question.kind == "essay" else (Grade.outcome == "partial",)))


def _held(*columns: Any) -> Select[Any]:
    """Answers with the grade that holds."""
    return select(*columns).select_from(Response).join(Grade, Grade.id == HOLDS)

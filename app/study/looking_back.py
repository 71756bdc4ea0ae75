"""A round as pages: one question of it, and its result. Reads rows, writes none; the first answers count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.bank.question import Question
from app.course import Course
from app.study import closing
from app.study import history as histories
from app.study.cards import Card
from app.study.choosing import label
from app.study.class_tables import Assignment
from app.study.history import History, Turn
from app.study.pages import Mark, ResultPage, RoundPage, Row, Unfinished
from app.study.showing import answered, card
from app.study.tables import Attempt, ItemRevision
from app.study.telling import as_worded
from app.study.withholding import GIVEN, moment

WRONG = ("partial", "incorrect")


@dataclass(frozen=True)
class _Round:
    """A round read once, for its pages: what was answered in it, and what the bank still holds of it."""

    session: Session
    course: Course
    handle: str
    place: str
    history: History
    items: list[tuple[Question, int]]


def unfinished(session: Session, course: Course, learner_id: int | None) -> list[Unfinished]:
    """Rounds to resume, the latest first."""
    return [
        Unfinished(
            attempt=each.id,
            label=label(course, each.chosen),
            answered=len(_history(session, each).turns),
            total=len(_items(course, each)),
            begun=each.created,
        )
        for each in open_rounds(session, course, learner_id)
    ]


def open_rounds(session: Session, course: Course, learner_id: int | None) -> list[Attempt]:
    """The latest first; without those whose questions have all left the course."""
    if learner_id is None:
        return []
    mine = select(Attempt).where(Attempt.learner_id == learner_id, Attempt.finished.is_(None))
    mine = mine.outerjoin(Assignment, Assignment.id == Attempt.assignment_id)
    mine = mine.where(or_(Attempt.assignment_id.is_(None), Assignment.closes > moment(session)))
    latest = session.scalars(mine.order_by(Attempt.id.desc()).limit(5))
    return [attempt for attempt in latest if _items(course, attempt)]


def is_empty(course: Course, attempt: Attempt) -> bool:
    """Whether all its questions have left the course."""
    return not _items(course, attempt)


def closed_card(session: Session, course: Course, attempt: Attempt, item: Question, whole: bool = False) -> Card:
    """A question that was answered in a round that is over; `whole` for an instructor, who is told all."""
    turns = _history(session, attempt, whole).turns[item.id]
    return answered(course, _as_asked(session, course, item, turns[0]), str(attempt.id), turns)


def round_page(session: Session, course: Course, handle: str, attempt: Attempt, wanted: int | None) -> RoundPage:
    """Question `wanted`, or the first one that is open."""
    taken = _round(session, course, handle, attempt)
    history, items = taken.history, taken.items
    states = [_state(history, item.id) for item, _ in items]
    number = wanted or (states.index("open") + 1 if "open" in states else 1)
    number = min(max(number, 1), len(items))
    item, deal = items[number - 1]
    name = label(course, attempt.chosen)
    return RoundPage(
        title=f"{name} {number}/{len(items)}",
        attempt=attempt.id,
        label=name,
        number=number,
        total=len(items),
        answered=len(states) - states.count("open"),
        card=_row(taken, number).card
        if attempt.finished
        else card(course, item, str(attempt.id), handle, history, deal),
        marks=tuple(Mark(n, state, n == number) for n, state in enumerate(states, 1)),
        previous=number - 1 if number > 1 else None,
        next=number + 1 if number < len(items) else None,
        finished=attempt.finished is not None,
        closes=closing.ends(session, attempt),
    )


def result_page(session: Session, course: Course, handle: str, attempt: Attempt) -> ResultPage:
    taken = _round(session, course, handle, attempt)
    rows = tuple(_row(taken, number) for number in range(1, len(taken.items) + 1))
    states = [row.state for row in rows]
    times = [row.seconds for row in rows if row.seconds is not None]
    name = label(course, attempt.chosen)
    return ResultPage(
        title=f"결과: {name}",
        attempt=attempt.id,
        label=name,
        rows=rows,
        total=len(rows),
        answered=len(states) - states.count("open"),
        correct=states.count("correct"),
        partial=states.count("partial"),
        incorrect=states.count("incorrect"),
        given=states.count(GIVEN),
        score=sum(row.score for row in rows) / max(len(rows), 1),
        seconds=sum(times) if times else None,
        wrong=sum(row.state in WRONG and row.card.id in course.questions for row in rows),
        closes=closing.ends(session, attempt),
    )


def wrong_items(session: Session, course: Course, attempt: Attempt) -> list[str]:
    """Answered, and not right at the first answer."""
    history = _history(session, attempt)
    asked = [item.id for item, _ in _items(course, attempt) if item.id in course.questions]
    return [item for item in asked if _state(history, item) in WRONG]


def _round(session: Session, course: Course, handle: str, attempt: Attempt) -> _Round:
    return _Round(session, course, handle, str(attempt.id), _history(session, attempt), _items(course, attempt))


def _history(session: Session, attempt: Attempt, whole: bool = False) -> History:
    return histories.read(session, attempt.learner_id, str(attempt.id), [item for item, _ in attempt.items], whole)


def _items(course: Course, attempt: Attempt) -> list[tuple[Question, int]]:
    """What the bank still holds of the round; of one that is over also what is asked no more."""
    held = course.known if attempt.finished else course.questions
    return [(held[item], deal) for item, deal in attempt.items if item in held]


def _state(history: History, item_id: str) -> str:
    turns = history.turns.get(item_id)
    return turns[0].outcome if turns else "open"


def _row(taken: _Round, number: int) -> Row:
    item, deal = taken.items[number - 1]
    turns: Sequence[Turn] = taken.history.turns.get(item.id, ())
    if not turns:
        return Row(
            number, card(taken.course, item, taken.place, taken.handle, taken.history, deal), "open", 0.0, None, None
        )
    first, same = turns[0], [turn for turn in turns if turn.response.deal == turns[0].response.deal]
    retry = same[1].outcome if len(same) > 1 else None
    seconds = [turn.response.seconds for turn in same if turn.response.seconds is not None]
    shown = answered(taken.course, _as_asked(taken.session, taken.course, item, first), taken.place, turns)
    score = 0.0 if first.withheld else first.grade.score
    return Row(number, shown, first.outcome, score, retry, sum(seconds) if seconds else None)


def _as_asked(session: Session, course: Course, item: Question, turn: Turn) -> Question:
    """The question as it was worded when it was answered."""
    if turn.asked == course.bank.prompt_revision(item.id):
        return item
    return as_worded(session.get_one(ItemRevision, turn.response.prompt_revision))

"""Where a learner stands in the course: units with progress, what comes next, what went wrong. Reads only."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app import markdown
from app.course import Course
from app.lectures.lecture import Lecture
from app.lectures.pages import Miss, Resume
from app.lectures.path.cards import NextUnit, UnitCard, UnitLink
from app.lectures.path.recommending import next_unit
from app.people.cookie import Visitor
from app.people.learners import learner_id
from app.study.asking import dealt
from app.study.cards import Card
from app.study.looking_back import WRONG, open_rounds
from app.study.progress import Progress, progress
from app.study.regrades import unread
from app.study.showing import lecture_cards
from app.study.telling import in_short

SHOWN = 5  # questions that went wrong; the rest is behind the button


def standing(session: Session, course: Course, visitor: Visitor) -> Progress:
    """Over all items of the course; the parts are taken from it, so that one query does."""
    return progress(session, learner_id(session, visitor), course.questions)


def unit_cards(course: Course, how_far: Progress) -> tuple[UnitCard, ...]:
    return tuple(_unit(course, lecture, how_far) for lecture in course.lectures.values())


def _unit(course: Course, lecture: Lecture, overall: Progress) -> UnitCard:
    how_far = overall.of(lecture.items)
    return UnitCard(
        slug=lecture.unit,
        order=lecture.order,
        title=lecture.title,
        summary=lecture.summary,
        minutes=lecture.minutes,
        total=how_far.total,
        answered=how_far.answered,
        correct=how_far.correct,
        parts=tuple((section.anchor, section.title) for section in lecture.sections),
        before=links(course, lecture.after, overall),
        opens=links(course, course.path.opens(lecture.unit), overall),
    )


def links(course: Course, units: Iterable[str], how_far: Progress) -> tuple[UnitLink, ...]:
    """Other units, as a unit names them."""
    lectures = (course.lectures[unit] for unit in units)
    return tuple(UnitLink(one.unit, one.order, one.title, _done(one, how_far)) for one in lectures)


def _done(lecture: Lecture, how_far: Progress) -> bool:
    return all(item in how_far.outcomes for item in lecture.items)


def next_for(course: Course, cards: tuple[UnitCard, ...], how_far: Progress) -> NextUnit | None:
    """What this learner might read next, by what they have done and what builds upon what."""
    done = {card.slug for card in cards if card.done}
    found = next_unit(course.path, done, _last(course, how_far))
    card = next((card for card in cards if card.slug == found), None)
    return None if card is None else NextUnit(card, tuple(link for link in card.before if link.done))


def _last(course: Course, how_far: Progress) -> str | None:
    """The unit among whose lecture's questions the latest answer was given."""
    asked = (item for item in reversed(list(how_far.outcomes)) if item in course.unit_of)
    units = ((item, course.lectures.get(course.unit_of[item])) for item in asked)
    return next((lecture.unit for item, lecture in units if lecture is not None and item in lecture.items), None)


def resume(
    session: Session, course: Course, visitor: Visitor, how_far: Progress, following: NextUnit | None
) -> Resume | None:
    """An unfinished round, else the first question not yet answered of the next unit where that was begun."""
    learner = learner_id(session, visitor)
    if learner is None:
        return None
    for attempt in open_rounds(session, course, learner):
        what = "과제" if attempt.assignment_id else "연습"
        return Resume(f"/practice/{attempt.id}", f"풀던 {what} {len(attempt.items)}문항")
    if following is None or not following.unit.answered:
        return None
    left = next(item for item in course.lectures[following.unit.slug].items if item not in how_far.outcomes)
    return Resume(f"/lectures/{following.unit.slug}#q-{left}", following.unit.title)


def regraded(session: Session, visitor: Visitor, how_far: Progress) -> int:
    """Answers whose verdict has changed since the learner last looked. No query where none was judged anew."""
    learner = learner_id(session, visitor)
    return unread(session, learner) if learner and how_far.regraded else 0


def sample(session: Session, course: Course, visitor: Visitor) -> Card | None:
    """The first question of the first lecture, to be tried on the home page."""
    first = next((item for lecture in course.lectures.values() for item in lecture.items), None)
    return lecture_cards(session, course, visitor, [first]).get(first) if first else None


def misses(course: Course, visitor: Visitor, how_far: Progress) -> tuple[Miss, ...]:
    wrong = [item for item, outcome in how_far.outcomes.items() if outcome in WRONG and item in course.questions]
    return tuple(_miss(course, visitor, item, how_far.outcomes[item]) for item in reversed(wrong))


def _miss(course: Course, visitor: Visitor, item: str, outcome: str) -> Miss:
    question, unit = course.questions[item], course.unit_of[item]
    asks = in_short(question, dealt(question, visitor.handle, 0))
    lecture = course.lectures.get(unit)
    asked = lecture is not None and item in lecture.items
    address = f"/lectures/{unit}#q-{item}" if asked else "/practice?which=wrong"
    return Miss(address, markdown.render_inline(asks), outcome)

"""Where a learner stands in the course: units with progress, where to go on, what went wrong. Reads only."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app import markdown
from app.bank.kinds import KINDS
from app.course import Course
from app.lectures.lecture import Lecture
from app.lectures.pages import Miss, Resume, UnitCard
from app.people.cookie import Visitor
from app.people.learners import learner_id
from app.study.asking import dealt
from app.study.cards import Card
from app.study.looking_back import open_rounds
from app.study.progress import Progress, progress
from app.study.showing import lecture_cards

SHOWN = 5  # questions that went wrong; the rest is behind the button


def standing(session: Session, course: Course, visitor: Visitor) -> Progress:
    """Over all items of the course; the parts are taken from it, so that one query does."""
    return progress(session, learner_id(session, visitor), course.questions)


def unit_cards(course: Course, how_far: Progress) -> tuple[UnitCard, ...]:
    return tuple(_unit(lecture, how_far.of(lecture.items)) for lecture in course.lectures.values())


def _unit(lecture: Lecture, how_far: Progress) -> UnitCard:
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
    )


def resume(session: Session, course: Course, visitor: Visitor, how_far: Progress) -> Resume | None:
    """An unfinished round, else the first question not yet answered of a lecture that was begun."""
    learner = learner_id(session, visitor)
    if learner is None:
        return None
    for attempt in open_rounds(session, course, learner):
        return Resume(f"/practice/{attempt.id}", f"풀던 연습 {len(attempt.items)}문항")
    for lecture in course.lectures.values():
        left = [item for item in lecture.items if item not in how_far.outcomes]
        if left and len(left) < len(lecture.items):
            return Resume(f"/lectures/{lecture.unit}#q-{left[0]}", lecture.title)
    return None


def sample(session: Session, course: Course, visitor: Visitor) -> Card | None:
    """The first question of the first lecture, to be tried on the home page."""
    first = next((item for lecture in course.lectures.values() for item in lecture.items), None)
    return lecture_cards(session, course, visitor, [first]).get(first) if first else None


def misses(course: Course, visitor: Visitor, how_far: Progress) -> tuple[Miss, ...]:
    wrong = [item for item, outcome in how_far.outcomes.items() if outcome != "correct" and item in course.questions]
    return tuple(_miss(course, visitor, item, how_far.outcomes[item]) for item in reversed(wrong))


def _miss(course: Course, visitor: Visitor, item: str, outcome: str) -> Miss:
    question, unit = course.questions[item], course.unit_of[item]
    prompt = KINDS[question.kind].prompt(question, dealt(question, visitor.handle, 0)).replace("____", "▁▁▁")
    lecture = course.lectures.get(unit)
    asked = lecture is not None and item in lecture.items
    address = f"/lectures/{unit}#q-{item}" if asked else "/practice?which=wrong"
    return Miss(address, markdown.render_inline(prompt.split("\n\n")[0]), outcome)

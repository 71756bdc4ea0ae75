"""Learners and their answers, put into the tables as the study room leaves them. Asserts nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.bank.question import Raw
from app.course import Course
from app.people.tables import Learner
from app.study.asking import dealt, judge
from app.study.grades import ANSWER, grade
from app.study.tables import Response

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def learn(session: Session, count: int) -> list[int]:
    """New learners."""
    have = len(session.scalars(select(Learner.id)).all())
    session.execute(insert(Learner), [{"handle": f"pupil{have + at}", "created": NOW} for at in range(count)])
    return list(session.scalars(select(Learner.id).order_by(Learner.id)))[have:]


def give(
    session: Session,
    course: Course,
    item: str,
    answers: Mapping[int, Raw],
    *,
    deal: int = 0,
    turn: int = 0,
    seconds: int | None = None,
) -> list[int]:
    """What each learner answered, judged by the key of now; the numbers of the responses."""
    question, made = course.questions[item], list[int]()
    for learner, raw in answers.items():
        values = dealt(question, f"pupil{learner}", deal)
        response = Response(
            learner_id=learner, item_id=item, place="lecture", deal=deal, dealt=values, turn=turn, raw=raw,
            prompt_revision=course.revisions[item], created=NOW, seconds=seconds,
        )  # fmt: skip
        grade(session, course, response, judge(course, question, values, raw), ANSWER).created = NOW
        session.flush()
        made.append(response.id)
    return made


def answer(session: Session, course: Course, item: str, raws: Sequence[Raw]) -> list[int]:
    """The same of new learners, an answer each."""
    return give(session, course, item, dict(zip(learn(session, len(raws)), raws, strict=True)))


def sort_by_strength(
    session: Session, course: Course, items: Sequence[tuple[str, Raw, Raw]], learners: Sequence[int]
) -> None:
    """Answers (item, right, wrong) of learners from the weakest to the strongest: who stands further on gets more of
    them right, and the first item is the hardest."""
    for at, (item, right, wrong) in enumerate(items):
        easy = (at + 1) / (len(items) + 1)
        fails = round(len(learners) * (1 - easy))
        give(session, course, item, {who: right if n >= fails else wrong for n, who in enumerate(learners)})

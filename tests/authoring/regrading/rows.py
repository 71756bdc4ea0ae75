"""Answers of many learners to one item, put into the tables as the study room leaves them. Asserts nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.bank.question import Raw
from app.course import Course
from app.people.tables import Learner
from app.study.asking import GRADER, dealt, judge
from app.study.tables import Grade, Response

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def learn(session: Session, count: int) -> list[int]:
    have = len(session.scalars(select(Learner.id)).all())
    session.execute(insert(Learner), [{"handle": f"learner{have + at}", "created": NOW} for at in range(count)])
    return list(session.scalars(select(Learner.id).order_by(Learner.id)))[have:]


def answer(session: Session, course: Course, item: str, raws: Sequence[Raw]) -> list[int]:
    """One learner an answer, judged by the key of now; the numbers of the responses."""
    question, made = course.questions[item], []
    for learner, raw in zip(learn(session, len(raws)), raws, strict=True):
        values = dealt(question, f"handle{learner}", 0)
        verdict = judge(course, question, values, raw)
        response = Response(
            learner_id=learner, item_id=item, place="lecture", deal=0, dealt=values, turn=0, raw=raw,
            prompt_revision=course.revisions[item], created=NOW,
        )  # fmt: skip
        session.add(response)
        session.flush()
        session.add(
            Grade(
                response_id=response.id, key_revision=course.revisions[item], grader=GRADER, outcome=verdict.outcome,
                score=verdict.score, near_miss=verdict.near_miss, spelling=verdict.spelling,
                feedback=verdict.feedback, trace=[], evidence=[], cause="answer", created=NOW,
            )
        )  # fmt: skip
        made.append(response.id)
    session.flush()
    return made

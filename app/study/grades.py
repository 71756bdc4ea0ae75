"""A verdict written down: the columns it becomes, whoever appends it, and why a grade is there. Judges nothing."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.bank.question import Verdict
from app.course import Course
from app.study.asking import GRADER
from app.study.tables import Grade, Response

ANSWER = "answer"
REGRADE = "regrade"
MARKED = "marked"  # by hand, which no regrade overrules
RELEASED = "released"  # a mark was taken back
TYPED = ("short", "blank")  # kinds whose partial verdicts are doubtful; of a choice nothing is
SAID = ("outcome", "score", "near_miss", "spelling", "feedback", "trace", "evidence")


def awaits_mark(kind: str, outcome: str, cause: str) -> bool:
    """Whether a verdict waits for somebody to mark the answer by hand."""
    return cause != MARKED and (kind == "essay" or (kind in TYPED and outcome == "partial"))


def said(verdict: Verdict) -> dict[str, Any]:
    """The columns of SAID."""
    lists = {name: [asdict(part) for part in getattr(verdict, name)] for name in ("trace", "evidence")}
    return {name: getattr(verdict, name) for name in SAID} | lists


def grade(session: Session, course: Course, response: Response, verdict: Verdict, cause: str) -> Grade:
    """Append what the grader said; the newest grade of a response holds."""
    graded = Grade(
        response=response,
        key_revision=course.revisions[response.item_id],
        grader=GRADER,
        **said(verdict),
        cause=cause,
        created=datetime.now(UTC),
    )
    session.add(graded)
    return graded

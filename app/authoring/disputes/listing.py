"""Which items are disputed, those with open disputes first. Reads rows, writes none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from app.authoring.disputes.figures import figures
from app.authoring.disputes.pages import Disputed, ListPage
from app.bank.question import Question
from app.course import Course
from app.study.dispute_tables import Dispute
from app.study.doubts import REASONS
from app.study.tables import ItemRevision
from app.study.telling import as_worded, prompt

SHOWN = 20  # items on a page
LATEST, WRONG = 500, 3  # answers that are counted here, and wrong ones that are told


def page(session: Session, course: Course, first: int = 0) -> ListPage:
    waiting = func.sum(case((Dispute.outcome.is_(None), 1), else_=0))
    newest = func.max(Dispute.created)
    wanted = (
        select(Dispute.item_id, waiting.label("open"), func.count().label("every"), newest.label("newest"))
        .group_by(Dispute.item_id)
        .order_by(waiting.desc(), newest.desc())
        .offset(first)
    )
    rows = session.execute(wanted.limit(SHOWN + 1)).all()
    reasons = _reasons(session, [row.item_id for row in rows[:SHOWN]])
    items = tuple(_item(session, course, row, reasons[row.item_id]) for row in rows[:SHOWN])
    older = f"/authoring/disputes?after={first + SHOWN}" if len(rows) > SHOWN else ""
    total = session.scalars(select(func.count()).where(Dispute.outcome.is_(None))).one()
    return ListPage("이의 제기", items, total, older)


def standing(session: Session, course: Course, item: str) -> tuple[Question, str]:
    """The question as it is now, and the name of its wording; as it last was, where it has left the course. Raises
    LookupError for one that never was."""
    if item in course.questions:
        return course.questions[item], course.bank.prompt_revision(item)
    last = select(ItemRevision).where(ItemRevision.item_id == item).order_by(ItemRevision.id.desc()).limit(1)
    revision = session.scalar(last)
    if revision is None:
        raise LookupError(item)
    return as_worded(revision), revision.asked


def _reasons(session: Session, items: Collection[str]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    waiting = select(Dispute.item_id, Dispute.reason).where(Dispute.outcome.is_(None), Dispute.item_id.in_(items))
    for item, reason in session.execute(waiting):
        found[item][REASONS[reason]] += 1
    return found


def _item(session: Session, course: Course, row: Row[Any], reasons: Counter[str]) -> Disputed:
    question, asked = standing(session, course, row.item_id)
    return Disputed(
        item=row.item_id,
        prompt=prompt(question),
        open=row.open,
        closed=row.every - row.open,
        newest=row.newest,
        reasons=tuple(reasons.most_common()),
        figures=figures(session, question, asked, LATEST, WRONG) if row.open else None,
    )

"""How an item was answered, in a few numbers to read a dispute by. Reads rows, writes none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.authoring.disputes.pages import Figures, Wrong
from app.bank.normalising import squeeze
from app.bank.question import Dealt, Question, Raw
from app.study.holding import HOLDS
from app.study.tables import Grade, ItemRevision, Response
from app.study.telling import told

LATEST = 5_000  # answers that are counted
SHOWN = 8  # wrong answers that are told
WRITTEN = ("essay",)  # no two of them are alike


def figures(session: Session, question: Question, asked: str, latest: int = LATEST, shown: int = SHOWN) -> Figures:
    """First answers to the item as it is asked now (`asked` names what a learner sees of it)."""
    rows = session.execute(_query(question.id, asked, latest + 1)).all()
    wrong, examples = Counter[Hashable](), dict[Hashable, tuple[str, ...]]()
    for row in rows[:latest]:
        if row.outcome != "correct" and question.kind not in WRITTEN:
            name = _name(row.raw)
            wrong[name] += 1
            if name not in examples:
                examples[name] = told(question, row.dealt, row.raw)
    right = sum(row.outcome == "correct" for row in rows[:latest])
    frequent = tuple(Wrong(examples[name], count) for name, count in wrong.most_common(shown))
    return Figures(len(rows[:latest]), right, len(rows) > latest, frequent)


def _query(item: str, asked: str, count: int) -> Select[Raw, Dealt, str]:
    return (
        select(Response.raw, Response.dealt, Grade.outcome)
        .join(Grade, Grade.id == HOLDS)
        .join(ItemRevision, ItemRevision.id == Response.prompt_revision)
        .where(Response.item_id == item, Response.turn == 0, ItemRevision.asked == asked)
        .order_by(Response.id.desc())
        .limit(count)
    )


def _name(raw: Raw) -> Hashable:
    """Answers that differ in spacing, case or particles of writing alone are alike."""
    return squeeze(raw) if isinstance(raw, str) else tuple(squeeze(part) for part in raw)

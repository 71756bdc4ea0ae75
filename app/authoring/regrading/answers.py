"""The answers to one item as a regrade sees them: in the order they came, a few thousand at a time, each with the grade
that holds. Answers to another wording are left out, and those that somebody marked by hand. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, Text, bindparam, cast, func, select
from sqlalchemy.orm import Session

from app.authoring.regrading.policies import Standing
from app.database import Database
from app.study.grades import MARKED
from app.study.holding import HOLDS
from app.study.tables import Grade, ItemRevision, Regrade, Response

CHUNK = 5_000


@dataclass(slots=True)  # not frozen: a million are made
class Answer:
    """`typed` and `dealt` are JSON as it is stored: most answers are like one before and are never read.
    `policy` is that of the regrade its grade comes from; None for the grade it was given first."""

    response: int
    learner: int
    typed: str
    dealt: str
    standing: Standing
    key_revision: int
    policy: str | None


def answers(
    session: Session, item: str, asked: str, chunk: int = CHUNK, among: Sequence[int] | None = None
) -> Iterator[Answer]:
    """Of an item as it is asked now (`asked` names what a learner sees of it). Memory holds one chunk. `among`: these
    responses alone, few."""
    after = 0
    query = _query() if among is None else _query().where(Response.id.in_(among))
    while rows := session.execute(query, {"item": item, "asked": asked, "after": after, "chunk": chunk}).all():
        after = rows[-1].id
        yield from _told(rows)


def answers_beside_writers(database: Database, item: str, asked: str, through: int) -> Iterator[Answer]:
    """The same up to one response, each chunk as it is when its turn comes: while one moment is held open, SQLite keeps
    all that is written since, and whoever writes next puts it in its place."""
    after = 0
    query = _query().where(Response.id <= through)
    while True:
        with database.read() as session:
            rows = session.execute(query, {"item": item, "asked": asked, "after": after, "chunk": CHUNK}).all()
        if not rows:
            return
        after = rows[-1].id
        yield from _told(rows)


def _told(rows: Sequence[Row[*tuple[Any, ...]]]) -> Iterator[Answer]:
    for row in rows:
        if row.cause != MARKED:
            standing = Standing(row.outcome, row.score, row.feedback, row.near_miss)
            yield Answer(row.id, row.learner_id, row.typed, row.dealt, standing, row.key_revision, row.policy)


def _query() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Response.id,
            Response.learner_id,
            cast(Response.raw, Text).label("typed"),
            cast(Response.dealt, Text).label("dealt"),
            Grade.outcome,
            Grade.score,
            Grade.feedback,
            Grade.near_miss,
            Grade.cause,
            Grade.key_revision,
            Regrade.policy,
        )
        .select_from(Response)
        .join(Grade, Grade.id == HOLDS)
        .join(ItemRevision, ItemRevision.id == Response.prompt_revision)
        .outerjoin(Regrade, Regrade.id == Grade.regrade_id)
        .where(Response.item_id == bindparam("item"), ItemRevision.asked == bindparam("asked"))
        .where(Response.id > bindparam("after"))
        .order_by(Response.id)
        .limit(bindparam("chunk"))
    )


@dataclass(frozen=True)
class LeftAlone:
    """Answers that no regrade touches: those marked by hand, and those to another wording."""

    marked: int
    otherwise: int


def left_alone(session: Session, item: str, asked: str) -> LeftAlone:
    of_item = (
        select(func.count())
        .select_from(Response)
        .join(ItemRevision, ItemRevision.id == Response.prompt_revision)
        .where(Response.item_id == item)
    )
    marked = of_item.join(Grade, Grade.id == HOLDS).where(Grade.cause == MARKED, ItemRevision.asked == asked)
    otherwise = of_item.where(ItemRevision.asked != asked)
    return LeftAlone(session.scalars(marked).one(), session.scalars(otherwise).one())

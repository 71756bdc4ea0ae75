"""The answers to some items, read from the rows as columns: one statement, whatever the number of items, and never more
than a few rows at a time. Answers to another wording than today's are left out. Reads only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, Text, cast, func, select
from sqlalchemy.orm import Session

from app.authoring.statistics.arrays import Integers, np
from app.authoring.statistics.scores import Scores
from app.course import Course
from app.study.dispute_tables import Dispute
from app.study.holding import HOLDS
from app.study.tables import Grade, ItemRevision, Regrade, Response

CHUNK = 500  # rows; with more of them alive Python's garbage collector takes three times as long as all the rest
MOST_TEXTS = 20_000  # ways in which an item was answered; rarer ones are only counted
Learners = Collection[int] | None  # whose answers; None: everybody's


@dataclass(frozen=True)
class Way:
    """One way in which an item was answered, as it is stored (JSON), and the responses that were just so."""

    raw: str
    dealt: str
    responses: Integers


@dataclass(frozen=True)
class Wording:
    """Another wording of an item: how many answers count that were given to it, and their mean."""

    asked: str
    answers: int
    mean: float


def scores(session: Session, course: Course, items: Sequence[str], learners: Learners = None) -> Scores:
    """Every answer that counts (no retries), with the grade that holds: some 40 bytes an answer, at most twice."""
    revisions = _revisions(session, course, items)
    columns = select(
        Response.id, Response.learner_id, Response.prompt_revision, Grade.score, Grade.near_miss, Response.seconds
    )
    wanted = _counting(_graded(columns), items, list(revisions), learners)
    kinds = (np.int64, np.int64, np.int64, np.float64, bool, np.float64)  # seconds: None becomes NaN
    rows = session.connection().execute(wanted.execution_options(yield_per=CHUNK)).partitions()
    parts = [
        [np.array(column, dtype=kind) for column, kind in zip(zip(*chunk, strict=True), kinds, strict=True)]
        for chunk in rows
    ] or [[np.zeros(0, dtype=kind) for kind in kinds]]
    response, learner, revision, *rest = (np.concatenate(column) for column in zip(*parts, strict=True))
    known = np.array(sorted(revisions), dtype=np.int64)
    number = np.array([items.index(revisions[one]) for one in known.tolist()], dtype=np.int64)
    item = number[np.searchsorted(known, revision)] if len(known) else revision
    return Scores(len(items), response, learner, item, *rest)


def texts(session: Session, course: Course, item: str, learners: Learners, with_dealt: bool) -> Iterator[Way]:
    """What was typed, the most frequent first, grouped by the database. `with_dealt`: apart by what was dealt."""
    raw = cast(Response.raw, Text)
    ways = [raw, cast(Response.dealt, Text)] if with_dealt else [raw]
    numbers = func.aggregate_strings(cast(Response.id, String), ",")
    wanted = select(numbers, *ways).group_by(*ways).order_by(func.count().desc()).limit(MOST_TEXTS)
    wanted = _counting(wanted, [item], list(_revisions(session, course, [item])), learners)
    for row in session.connection().execute(wanted.execution_options(yield_per=CHUNK)):
        responses = np.fromstring(row[0], dtype=np.int64, sep=",")
        yield Way(row[1], row[2] if with_dealt else "{}", responses)


def retries(session: Session, course: Course, item: str, learners: Learners) -> tuple[int, int]:
    """How many took the retry after a near miss, and how many of these were right."""
    revisions = list(_revisions(session, course, [item]))
    wanted = _of(_graded(select(func.count(), func.count().filter(Grade.outcome == "correct"))), learners).where(
        Response.item_id == item, Response.turn == 1, Response.prompt_revision.in_(revisions)
    )
    count, good = session.execute(wanted).one()
    return count, good


def older(session: Session, course: Course, item: str, learners: Learners) -> tuple[Wording, ...]:
    """Answers to other wordings, the latest wording first."""
    wanted = (
        _of(_graded(select(ItemRevision.asked, func.count(), func.avg(Grade.score))), learners)
        .join(ItemRevision, ItemRevision.id == Response.prompt_revision)
        .where(Response.item_id == item, Response.turn == 0, ItemRevision.asked != course.bank.prompt_revision(item))
        .group_by(ItemRevision.asked)
        .order_by(func.max(ItemRevision.id).desc())
    )
    return tuple(Wording(*row) for row in session.execute(wanted))


def disputes(session: Session, items: Sequence[str], learners: Learners) -> dict[str, int]:
    """How many learners object to each item and have no end of it yet."""
    wanted = select(Dispute.item_id, func.count(Dispute.learner_id.distinct()))
    wanted = wanted.where(Dispute.item_id.in_(items), Dispute.outcome.is_(None)).group_by(Dispute.item_id)
    if learners is not None:
        wanted = wanted.where(Dispute.learner_id.in_(learners))
    return dict(session.execute(wanted).all())


def newest(session: Session) -> tuple[int, int]:
    """Every answer appends a grade, every regrade puts its own into force: where this is the same, so are all
    figures."""
    published = select(func.count()).where(Regrade.judged.is_not(None))
    return session.scalar(select(func.max(Grade.id))) or 0, session.scalars(published).one()


def _revisions(session: Session, course: Course, items: Sequence[str]) -> dict[int, str]:
    """The rows of the items as they are asked now, whatever their keys were."""
    asked = {item: course.bank.prompt_revision(item) for item in items}
    rows = session.execute(
        select(ItemRevision.id, ItemRevision.item_id, ItemRevision.asked).where(ItemRevision.item_id.in_(items))
    )
    return {row.id: row.item_id for row in rows if row.asked == asked[row.item_id]}


def _graded(wanted: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return wanted.select_from(Response).join(Grade, Grade.id == HOLDS)


def _counting(
    wanted: Select[*tuple[Any, ...]], items: Sequence[str], revisions: Sequence[int], learners: Learners
) -> Select[*tuple[Any, ...]]:
    here = (Response.item_id.in_(items), Response.turn == 0, Response.prompt_revision.in_(revisions))
    return _of(wanted, learners).where(*here)


def _of(wanted: Select[*tuple[Any, ...]], learners: Learners) -> Select[*tuple[Any, ...]]:
    return wanted if learners is None else wanted.where(Response.learner_id.in_(learners))

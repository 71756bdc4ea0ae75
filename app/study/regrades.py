"""What regrades changed for a learner: the list of it, and how much of it they have not read yet."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app import markdown
from app.course import Course
from app.study.disputed import address
from app.study.holding import BEFORE, OVERTAKEN, in_force
from app.study.regraded import Regraded, change
from app.study.tables import Attempt, Grade, ItemRevision, Regrade, RegradeSeen, Response, Reveal
from app.study.telling import as_worded, prompt, told
from app.study.withholding import withheld

SHOWN = 30
_Row = tuple[Grade, Grade, Regrade, Response, ItemRevision, Attempt]


@dataclass(frozen=True)
class Entry:
    """One answer whose verdict changed. `prompt` is Markdown."""

    number: int  # of the regrade
    item: str
    prompt: str
    answer: tuple[str, ...]
    change: Regraded
    address: str  # where the answer stands; "" where it does nowhere any more
    corrected: bool  # there is an erratum
    fresh: bool  # not read before


@dataclass(frozen=True)
class RegradesPage:
    """GET /regrades -> study/regrades.html"""

    title: str
    entries: tuple[Entry, ...]
    older: str  # the address of the rest, "" for none
    math: bool


def own(session: Session, course: Course, learner: int | None, before: int | None) -> RegradesPage:
    """The newest first; `before` is the grade that the page before ended with. One query, and what was read."""
    wanted = _query().where(*_told(session, learner)).order_by(Grade.id.desc()).limit(SHOWN + 1)
    rows = session.execute(wanted if before is None else wanted.where(Grade.id < before)).all() if learner else []
    seen = _seen(session, learner) if rows and learner else 0
    entries = tuple(_entry(session, course, row, seen) for row in rows[:SHOWN])
    older = f"/regrades?before={rows[SHOWN - 1].Grade.id}" if len(rows) > SHOWN else ""
    return RegradesPage("바뀐 채점", entries, older, any(markdown.has_math(entry.prompt) for entry in entries))


def unread(session: Session, learner: int) -> int:
    """Of how many answers the verdict has changed since they last looked."""
    changed = _query().with_only_columns(func.count()).where(*_told(session, learner))
    return session.scalars(changed.where(Grade.regrade_id > _seen(session, learner))).one()


def reached(session: Session, learner: int | None, page: RegradesPage) -> int:
    """Up to which regrade they have read all with this page; 0 where it told nothing new. What waits for the end of an
    assignment is told as new then, and what came after it stays new until then: one number is kept of each learner."""
    fresh = [entry.number for entry in page.entries if entry.fresh]
    waiting = _first_withheld(session, learner) if learner and fresh else None
    return max((number for number in fresh if waiting is None or number < waiting), default=0)


def read(session: Session, learner: int, regrade: int) -> None:
    """They have read all up to this one. Needs a writing session."""
    if regrade > _seen(session, learner):
        session.merge(RegradeSeen(learner_id=learner, regrade_id=regrade))
        session.flush()


def _first_withheld(session: Session, learner: int) -> int | None:
    """The first regrade since they last looked that an open assignment keeps from them. No query where none is open."""
    held = withheld(session, learner)
    mine = Response.learner_id == learner, Response.item_id.in_(held), Grade.regrade_id > _seen(session, learner)
    return session.scalar(_query().with_only_columns(func.min(Grade.regrade_id)).where(*mine)) if held else None


def _told(session: Session, learner: int | None) -> tuple[ColumnElement[bool], ...]:
    """Which answers the list and home may tell of now."""
    return Response.learner_id == learner, Response.item_id.not_in(withheld(session, learner)), ~_hides_key()


def _seen(session: Session, learner: int) -> int:
    return session.scalar(select(RegradeSeen.regrade_id).where(RegradeSeen.learner_id == learner)) or 0


def _query() -> Select[*_Row]:
    """Grades of regrades that differ from the one before, with all that is told of them."""
    before = aliased(Grade, name="before")
    return (
        select(Grade, before, Regrade, Response, ItemRevision, Attempt)
        .select_from(Grade)
        .join(Response, Response.id == Grade.response_id)
        .join(Regrade, Regrade.id == Grade.regrade_id)
        .join(ItemRevision, ItemRevision.id == Response.prompt_revision)
        .join(before, before.id == BEFORE)
        .outerjoin(Attempt, Attempt.id == Response.attempt_id)
        .outerjoin(Reveal, Reveal.response_id == Response.id)
        .where(in_force(Grade), ~OVERTAKEN)
        .where(or_(before.outcome != Grade.outcome, before.score != Grade.score))
    )


def _hides_key() -> ColumnElement[bool]:
    """A near miss whose retry is still open: a reason would tell the key."""
    retry = aliased(Response)
    retried = select(retry.id).where(retry.retry_of == Response.id).correlate(Response).exists()
    over = and_(Attempt.id.is_not(None), Attempt.finished.is_not(None))
    return and_(Grade.near_miss, Response.turn == 0, Reveal.response_id.is_(None), ~retried, ~over)


def _entry(session: Session, course: Course, row: Row[*_Row], seen: int) -> Entry:
    response, question = row.Response, as_worded(row.ItemRevision)
    now = course.questions.get(response.item_id)
    return Entry(
        number=row.Regrade.id,
        item=response.item_id,
        prompt=prompt(question, response.dealt),
        answer=told(question, response.dealt, response.raw),
        change=change(row.before, row.Grade, row.Regrade),
        address=address(session, course, response),
        corrected=now is not None and now.correction is not None,
        fresh=row.Regrade.id > seen,
    )

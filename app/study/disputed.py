"""A learner's own disputes as a page: what was asked and answered, and where each stands. Reads rows, writes none."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, aliased

from app.course import Course
from app.study.asking import API
from app.study.cards import KIND_NAMES
from app.study.dispute_tables import Dispute
from app.study.doubts import Doubt, shown
from app.study.holding import HOLDS, held
from app.study.places import way_back
from app.study.tables import Attempt, Grade, ItemRevision, Response
from app.study.telling import as_worded, prompt, told
from app.study.withholding import withheld

SHOWN = 30
_Found = Row[Dispute, Response, ItemRevision, str, str]  # with the outcome then and now


@dataclass(frozen=True)
class Disputed:
    """One dispute with what it is about. `prompt` is Markdown."""

    doubt: Doubt
    item: str
    kind_name: str
    prompt: str
    answer: tuple[str, ...]
    before: str  # correct | partial | incorrect, as it was when it was doubted
    now: str
    address: str  # where the question stands; "" when it is nowhere any more


@dataclass(frozen=True)
class DisputesPage:
    """GET /disputes -> study/disputes.html, and a form that could not be taken, where there is no JavaScript."""

    title: str
    disputes: tuple[Disputed, ...]
    older: str  # the address of the rest, "" for none

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(entry.doubt.number for entry in self.disputes if entry.doubt.number)


def own(session: Session, course: Course, learner: int | None, before: int | None) -> DisputesPage:
    """The newest first."""
    mine = Dispute.learner_id == learner, Dispute.item_id.not_in(withheld(session, learner))
    wanted = _query().where(*mine).order_by(Dispute.id.desc()).limit(SHOWN + 1)
    rows = session.execute(wanted if before is None else wanted.where(Dispute.id < before)).all() if learner else []
    doubts = shown(session, [row.Dispute for row in rows[:SHOWN]])
    listed = [_disputed(session, course, row, doubts[row.Response.id]) for row in rows[:SHOWN]]
    older = f"/disputes?before={rows[SHOWN - 1].Dispute.id}" if len(rows) > SHOWN else ""
    return DisputesPage("내 이의 제기", tuple(listed), older)


def alone(session: Session, course: Course, response: Response, doubt: Doubt) -> DisputesPage:
    """One answer with its form, filled again."""
    outcome = held(session, response.id).outcome
    revision = session.get_one(ItemRevision, response.prompt_revision)
    return DisputesPage("이의 제기", (_entry(session, course, response, revision, doubt, (outcome, outcome)),), "")


def address(session: Session, course: Course, response: Response) -> str:
    """Where the answer can be seen."""
    item = course.questions.get(response.item_id)
    if item is None or response.place == API:
        return ""
    if response.attempt_id and session.get_one(Attempt, response.attempt_id).finished:
        return f"/practice/{response.place}/result#q-{item.id}"
    return way_back(session, course, item, response.place)


def _query() -> Select[Dispute, Response, ItemRevision, str, str]:
    newest = aliased(Grade)
    return (
        select(Dispute, Response, ItemRevision, Grade.outcome.label("before"), newest.outcome.label("now"))
        .join(Response, Response.id == Dispute.response_id)
        .join(ItemRevision, ItemRevision.id == Response.prompt_revision)
        .join(Grade, Grade.id == Dispute.grade_id)
        .join(newest, newest.id == HOLDS)
    )


def _disputed(session: Session, course: Course, row: _Found, doubt: Doubt) -> Disputed:
    return _entry(session, course, row.Response, row.ItemRevision, doubt, (row.before, row.now))


def _entry(
    session: Session,
    course: Course,
    response: Response,
    revision: ItemRevision,
    doubt: Doubt,
    outcomes: tuple[str, str],
) -> Disputed:
    question = as_worded(revision)
    return Disputed(
        doubt=doubt,
        item=response.item_id,
        kind_name=KIND_NAMES[question.kind],
        prompt=prompt(question, response.dealt),
        answer=told(question, response.dealt, response.raw),
        before=outcomes[0],
        now=outcomes[1],
        address=address(session, course, response),
    )

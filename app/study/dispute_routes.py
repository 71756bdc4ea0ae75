"""What learners send about a verdict they doubt, and the list of it. Parses, calls `disputes`, renders; somebody else's
answer or dispute is not there at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import LARGEST
from app.errors import keep_typed
from app.pages import fragment, render
from app.people.learners import enrol, learner_id
from app.people.limiting import TooManyError, sender
from app.study import disputed, disputes, doubts, tables
from app.study.dispute_tables import Dispute
from app.study.disputes import NotTakenError
from app.study.doubts import Doubt
from app.study.opening import hides_key
from app.study.places import Desk, TheDesk
from app.study.withholding import withheld

router = APIRouter(prefix="/disputes", include_in_schema=False)
FRAGMENT = "study/_dispute.html"
LIST = "study/disputes.html"
Text = Annotated[str, Form()]
WITHHELD = "열려 있는 과제의 문항입니다. 과제가 마감된 뒤에 보내 주세요."


@router.get("")
def listed(desk: TheDesk, before: Annotated[int | None, Query(ge=1, le=LARGEST)] = None) -> Response:
    """Whoever reads the list has read the replies: they are marked once they have been shown."""
    with desk.database.read() as session:
        learner = learner_id(session, desk.who)
        page = disputed.own(session, desk.course, learner, before)
    if learner and any(entry.doubt.unread for entry in page.disputes):
        with desk.database.write() as session:
            disputes.read(session, learner, page.numbers)
            session.commit()
    return render(desk.request, LIST, page)


@router.post("")
def send(desk: TheDesk, response: Annotated[int, Form()], reason: Text = "", text: Text = "") -> Response:
    keep_typed(desk.request, [text])
    with desk.database.write() as session:
        given = _answer(session, desk, response)
        if hides_key(session, given):
            raise HTTPException(409, "아직 한 번 더 답할 수 있는 문항입니다. 답을 마친 뒤에 보내 주세요.")
        try:
            _send(session, desk, given, reason, text)
        except (NotTakenError, TooManyError) as refusal:
            kept = reason if reason in doubts.REASONS else ""
            wait = refusal.seconds if isinstance(refusal, TooManyError) else None
            return _again(session, desk, given, Doubt(given.id, reason=kept, problem=str(refusal), typed=text), wait)
        after = _after(session, desk, given, disputed.address(session, desk.course, given))
        session.commit()
    return after


def _send(session: Session, desk: Desk, given: tables.Response, reason: str, text: str) -> None:
    """Counted is what is new and can be taken."""
    new = disputes.sent(session, given) is None
    disputes.send(session, given, reason, text)
    if new:
        desk.request.app.state.tries.doubt(sender(desk.request))


@router.post("/{number}/answer")
def answer(desk: TheDesk, number: int, text: Text = "") -> Response:
    keep_typed(desk.request, [text])
    with desk.database.write() as session:
        dispute = _dispute(session, desk, number)
        given = session.get_one(tables.Response, dispute.response_id)
        try:
            disputes.answer(session, dispute, text)
        except NotTakenError as refusal:
            standing = doubts.shown(session, [dispute])[given.id]
            return _again(session, desk, given, replace(standing, problem=str(refusal), typed=text))
        after = _after(session, desk, given, "")
        session.commit()
    return after


def _answer(session: Session, desk: Desk, number: int) -> tables.Response:
    mine = tables.Response.learner_id == _learner(session, desk)
    wanted = select(tables.Response).where(tables.Response.id == number, mine)
    found = session.scalar(wanted) if 0 < number <= LARGEST else None
    if found is None:
        raise HTTPException(404, "그런 답이 없습니다.")
    if found.item_id in withheld(session, found.learner_id):
        raise HTTPException(409, WITHHELD)
    return found


def _dispute(session: Session, desk: Desk, number: int) -> Dispute:
    wanted = select(Dispute).where(Dispute.id == number, Dispute.learner_id == _learner(session, desk))
    found = session.scalar(wanted) if 0 < number <= LARGEST else None
    if found is None:
        raise HTTPException(404, "그런 이의가 없습니다.")
    if found.item_id in withheld(session, found.learner_id):
        raise HTTPException(409, WITHHELD)
    return found


def _learner(session: Session, desk: Desk) -> int:
    """Nobody becomes a learner by this: whoever has answered nothing has nothing to doubt."""
    if learner_id(session, desk.who) is None:
        raise HTTPException(404, "그런 답이 없습니다.")
    return enrol(session, desk.who)


def _after(session: Session, desk: Desk, given: tables.Response, way: str) -> Response:
    """htmx gets the state for the form; others go back to the verdict, or to the list where there is none."""
    dispute = session.scalars(select(Dispute).where(Dispute.response_id == given.id)).one()
    if desk.request.headers.get("hx-request") == "true":
        return fragment(FRAGMENT, doubt=doubts.shown(session, [dispute])[given.id])
    return RedirectResponse(way or f"/disputes#dispute-{dispute.id}", 303)


def _again(session: Session, desk: Desk, given: tables.Response, doubt: Doubt, wait: int | None = None) -> Response:
    """What was typed, with what is to be mended, or how many seconds to wait."""
    status, headers = (422, {}) if wait is None else (429, {"Retry-After": str(wait)})
    if desk.request.headers.get("hx-request") == "true":
        response = fragment(FRAGMENT, status, doubt=doubt)
    else:
        response = render(desk.request, LIST, disputed.alone(session, desk.course, given, doubt), status)
    response.headers.update(headers)
    return response

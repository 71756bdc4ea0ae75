"""Instructors' pages of disputes: the list by item, one item with its disputes, and what is decided. Parses, calls,
renders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.authoring.disputes import deciding, listing, pages, reading
from app.database import LARGEST
from app.errors import keep_typed
from app.pages import render
from app.people.permissions import AnInstructor
from app.study.dispute_tables import Dispute
from app.study.disputes import NotTakenError

router = APIRouter(prefix="/authoring/disputes", include_in_schema=False)
Text = Annotated[str, Form()]
DONE = {
    "replied": "답을 보냈습니다. 이의는 열려 있습니다.",
    "kept": "그대로 두기로 하고 까닭을 보냈습니다.",
    "fixed": "열린 이의를 모두 ‘고쳤습니다’로 마치고 답을 보냈습니다.",
    "none": "그사이에 열린 이의가 없어져서 아무것도 보내지 않았습니다.",
}


@router.get("")
def show_list(request: Request, member: AnInstructor, after: Annotated[int, Query(ge=0, le=LARGEST)] = 0) -> Response:
    state = request.app.state
    with state.database.read() as session:
        page = listing.page(session, state.course, after)
    return render(request, "authoring/disputes/list.html", page)


@router.get("/items/{item_id}")
def show_item(request: Request, member: AnInstructor, item_id: str, done: str = "") -> Response:
    """Whoever opens it looks at its disputes, and their learners can tell."""
    database = request.app.state.database
    with database.read() as session:
        page = _item_page(request, session, item_id)
    if page.unseen:
        with database.write() as session:
            deciding.look(session, item_id)
            session.commit()
    return render(request, "authoring/disputes/item.html", replace(page, done=DONE.get(done, "")))


@router.post("/{number}/reply")
def reply(request: Request, member: AnInstructor, number: int, text: Text = "") -> Response:
    return _decide(request, number, text, "replied", partial(deciding.reply, account=member.account, text=text))


@router.post("/{number}/keep")
def keep(request: Request, member: AnInstructor, number: int, text: Text = "") -> Response:
    return _decide(request, number, text, "kept", partial(deciding.keep, account=member.account, text=text))


@router.post("/items/{item_id}/mend")
def mend(
    request: Request,
    member: AnInstructor,
    item_id: str,
    through: Annotated[int, Form(ge=0, le=LARGEST)],
    text: Text = "",
) -> Response:
    keep_typed(request, [text])
    with request.app.state.database.write() as session:
        page = _item_page(request, session, item_id)
        try:
            ended = deciding.mend(session, item_id, through, member.account, text)
        except NotTakenError as refusal:
            return _again(request, page, pages.Form(0, text, str(refusal)))
        session.commit()
    return RedirectResponse(_way(item_id, "fixed" if ended else "none"), 303)


def _decide(request: Request, number: int, text: str, done: str, act: Callable[[Session, Dispute], None]) -> Response:
    keep_typed(request, [text])
    with request.app.state.database.write() as session:
        dispute = session.get(Dispute, number) if 0 < number <= LARGEST else None
        if dispute is None:
            raise HTTPException(404, "그런 이의가 없습니다.")
        item = dispute.item_id
        try:
            act(session, dispute)
        except NotTakenError as refusal:
            page = _item_page(request, session, item)
            return _again(request, page, pages.Form(number, text, str(refusal)))
        session.commit()
    return RedirectResponse(_way(item, done), 303)


def _item_page(request: Request, session: Session, item: str) -> pages.ItemPage:
    try:
        return reading.item_page(session, request.app.state.course, item)
    except LookupError:
        raise HTTPException(404, "이의가 없는 문항입니다.") from None


def _again(request: Request, page: pages.ItemPage, form: pages.Form) -> Response:
    return render(request, "authoring/disputes/item.html", replace(page, form=form), 422)


def _way(item: str, done: str) -> str:
    return f"/authoring/disputes/items/{item}?done={done}"

"""What the form of one question can ask for: answer, draft, reveal, again, and the learner's own score of an essay.
Each calls `answering`, commits, and only then answers; htmx gets the question, others are sent back to its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bank.question import FormatError, Raw
from app.course import Course
from app.database import LARGEST
from app.pages import fragment
from app.people.cookie import remember
from app.people.learners import enrol, learner_id
from app.study import answering, history, tables
from app.study.asking import Asked, as_typed
from app.study.cards import Card
from app.study.history import History
from app.study.looking_back import closed_card
from app.study.opening import comes_late, is_newer_elsewhere
from app.study.places import Desk, Sent, TheDesk, TheForm, admit, asked, question, way_back
from app.study.showing import card

router = APIRouter(prefix="/study", include_in_schema=False)
QUESTION = "study/_question.html"
PRESSED = ("ox", "choice", "match", "order")  # kinds that are answered without typing


@dataclass(frozen=True)
class Done:
    """How an act ended: the status to answer with, what need not be read again of the question, and the text that
    was not recorded."""

    status: int = 200
    known: History | None = None
    late: str = ""


@router.post("/items/{item_id}/answer")
def answer(desk: TheDesk, item_id: str, form: TheForm) -> Response:
    def act(session: Session, course: Course, what: Asked) -> Done:
        raw = as_typed(what.question, form.answer)
        try:
            turn = answering.answer(session, course, what, raw)
        except FormatError as error:
            answering.save_draft(session, what, raw, problem=str(error))
            return Done(422)
        if turn is None:
            return Done(late=_late(session, what, raw))
        return Done(known=History.just(turn))

    admit(desk.request, form.answer)
    return _act(desk, item_id, form, act)


@router.post("/items/{item_id}/draft", status_code=204)
def draft(desk: TheDesk, item_id: str, form: TheForm) -> Response:
    """412 where something newer was typed elsewhere, which stays."""
    admit(desk.request, form.answer, draft=True)
    with desk.database.write() as session:
        item = question(desk.course_of_now(), item_id)
        what, _ = asked(session, enrol(session, desk.who), desk.who, item, form)
        if is_newer_elsewhere(session, what):
            return Response(status_code=412)
        answering.save_draft(session, what, as_typed(item, form.answer))
        session.commit()
    return remember(desk.request, Response(status_code=204))


@router.post("/items/{item_id}/reveal")
def reveal(desk: TheDesk, item_id: str, form: TheForm) -> Response:
    return _act(desk, item_id, form, lambda session, _, what: answering.reveal(session, what))


@router.post("/items/{item_id}/again")
def again(desk: TheDesk, item_id: str, form: TheForm) -> Response:
    return _act(desk, item_id, form, lambda session, _, what: answering.again(session, what))


@router.post("/responses/{response_id}/self")
def score_self(desk: TheDesk, response_id: int, score: Annotated[int, Form(ge=0, le=100)]) -> Response:
    with desk.database.write() as session:
        mine = tables.Response.learner_id == learner_id(session, desk.who)
        wanted = select(tables.Response).where(tables.Response.id == response_id, mine)
        response = session.scalar(wanted) if 0 < response_id <= LARGEST else None
        if response is None:
            raise HTTPException(404, "그런 답이 없습니다.")
        answering.score_self(session, response, score)
        item = question(desk.course, response.item_id)
        attempt = session.get(tables.Attempt, response.attempt_id) if response.attempt_id else None
        what = Asked(response.learner_id, desk.who.handle, item, response.place, response.deal, response.attempt_id)
        after = _after(desk, session, what, response.deal, Done())
        over = closed_card(session, desk.course, attempt, item) if attempt and attempt.finished else None
        session.commit()
    if over and isinstance(after, Card):
        return fragment(QUESTION, card=over, locked=True)
    return _told(after)


def _act(desk: Desk, item_id: str, form: Sent, act: Callable[[Session, Course, Asked], Done | None]) -> Response:
    """Do it, commit it, then show the question as it stands."""
    with desk.database.write() as session:
        desk = desk.in_turn()
        item = question(desk.course, item_id)
        what, first = asked(session, enrol(session, desk.who), desk.who, item, form)
        done = act(session, desk.course, what) or Done()
        after = _after(desk, session, what, first, done)
        session.commit()
    return remember(desk.request, _told(after, done.status))


def _late(session: Session, what: Asked, raw: Raw) -> str:
    """What a learner typed and nobody recorded. A press on a letter or an option is no text."""
    if what.question.kind in PRESSED or not comes_late(session, what, raw):
        return ""
    return raw if isinstance(raw, str) else "\n".join(raw)


def _after(desk: Desk, session: Session, what: Asked, first: int, done: Done) -> Card | str:
    """The question for htmx; for browsers without JavaScript the page to go back to."""
    item = what.question
    if desk.request.headers.get("hx-request") != "true":
        if done.late:
            raise HTTPException(409, "이미 답한 문항이어서 방금 보낸 글은 기록하지 않았습니다.")
        return way_back(session, desk.course, item, what.place)
    known = done.known or history.read(session, what.learner_id, what.place, [item.id])
    return replace(card(desk.course, item, what.place, what.handle, known, first), late=done.late)


def _told(after: Card | str, status: int = 200) -> Response:
    return RedirectResponse(after, 303) if isinstance(after, str) else fragment(QUESTION, status, card=after)

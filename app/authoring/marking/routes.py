"""The pages of marking by hand. Parses, calls, renders; names of learners are never read here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session
from starlette.responses import Response as Answer

from app.authoring.marking import marks, queue, showing
from app.authoring.marking.marks import Mark, UnfitMarkError
from app.authoring.marking.pages import ItemPage
from app.bank.kinds.essay import Question as Essay
from app.bank.question import Question
from app.course import Course
from app.database import LARGEST
from app.errors import keep_typed
from app.pages import render
from app.people.permissions import AnInstructor
from app.study.holding import held
from app.study.tables import Response

router = APIRouter(prefix="/authoring/marking", include_in_schema=False)
DONE = {
    "marked": "채점했습니다. 학습자는 강사가 채점했다는 것과 남긴 말을 봅니다.",
    "released": "손으로 한 채점을 거두고 채점기의 판정으로 돌렸습니다.",
    "all": "이 문항에는 기다리는 답이 더 없습니다.",
}
CHANGED = "이 화면을 연 뒤에 다른 채점이 있었습니다. 지금의 점수를 확인하고 다시 보내 주세요."


async def sent(request: Request) -> Mapping[str, list[str]]:
    form = await request.form()
    found = {name: [str(value) for value in form.getlist(name)] for name in form}
    keep_typed(request, found.get("comment", []))
    return found


Form = Annotated[Mapping[str, list[str]], Depends(sent)]


@router.get("")
def show_queue(request: Request, member: AnInstructor, done: str = "") -> Answer:
    course: Course = request.app.state.course
    with request.app.state.database.read() as session:
        page = showing.queue_page(course, queue.waiting(session, course), DONE.get(done, ""))
    return render(request, "authoring/marking/queue.html", page)


@router.get("/items/{item_id}")
def show_item(request: Request, member: AnInstructor, item_id: str, marked: bool = False, done: str = "") -> Answer:
    with request.app.state.database.read() as session:
        page = _item_page(request, session, item_id, marked)
    return render(request, "authoring/marking/item.html", _said(page, done))


@router.get("/answers/{number}")
def show_answer(request: Request, member: AnInstructor, number: int, done: str = "") -> Answer:
    """One answer alone, whatever its kind and whether it waits or not: disputes and tables lead here."""
    with request.app.state.database.read() as session:
        page = _answer_page(request, session, number)
    return render(request, "authoring/marking/item.html", _said(page, done))


@router.post("/items/{item_id}")
def mark_alike(request: Request, member: AnInstructor, item_id: str, form: Form) -> Answer:
    """This answer and those alike; then the next."""
    course, number = request.app.state.course, _number(form, "response")
    item = _item(course, item_id)
    with request.app.state.database.write() as session:
        response = _response(session, number)
        if response.item_id != item.id:
            raise HTTPException(404, "그런 답이 없습니다.")
        try:
            mark = _mark(session, course, response, form)
        except UnfitMarkError as unfit:
            page = _item_page(request, session, item_id, marked=False)
            return _again(request, showing.again(page, number, form, str(unfit)))
        same = queue.alike(session, item, response, _number(form, "through"))
        marks.put(session, item.id, same, mark, member.account)
        left = queue.groups(session, course, item)[1]
        session.commit()
    here = f"/authoring/marking/items/{item.id}"
    return RedirectResponse(f"{here}?done=marked" if left else "/authoring/marking?done=all", 303)


@router.post("/answers/{number}")
def mark_one(request: Request, member: AnInstructor, number: int, form: Form) -> Answer:
    course = request.app.state.course
    with request.app.state.database.write() as session:
        response = _response(session, number)
        item = _item(course, response.item_id)
        try:
            marks.put(session, item.id, [number], _mark(session, course, response, form), member.account)
        except UnfitMarkError as unfit:
            page = _answer_page(request, session, number)
            return _again(request, showing.again(page, number, form, str(unfit)))
        session.commit()
    return RedirectResponse(f"/authoring/marking/answers/{number}?done=marked", 303)


@router.post("/answers/{number}/release")
def release(request: Request, member: AnInstructor, number: int) -> Answer:
    with request.app.state.database.write() as session:
        response = _response(session, number)
        _item(request.app.state.course, response.item_id)
        try:
            if not marks.release(session, request.app.state.course, response, member.account):
                raise HTTPException(409, "손으로 채점한 답이 아니어서 거둘 것이 없습니다.")
        except UnfitMarkError as unfit:
            return _again(request, showing.again(_answer_page(request, session, number), number, {}, str(unfit)))
        session.commit()
    return RedirectResponse(f"/authoring/marking/answers/{number}?done=released", 303)


def _mark(session: Session, course: Course, response: Response, form: Mapping[str, Sequence[str]]) -> Mark:
    """By the rubric of the words that were answered. Raises UnfitMarkError."""
    item, current = queue.as_asked(session, course, response), held(session, response.id)
    if current.id != _number(form, "grade"):
        raise UnfitMarkError(CHANGED)
    comment = "".join(form.get("comment", ()))
    if isinstance(item, Essay):
        return marks.of_essay(item, current.evidence, form.get("point", ()), comment)
    return marks.of_answer("".join(form.get("outcome", ())), "".join(form.get("score", ())), comment)


def _item_page(request: Request, session: Session, item_id: str, marked: bool) -> ItemPage:
    course: Course = request.app.state.course
    item = _item(course, item_id)
    groups, total = queue.groups(session, course, item, marked)
    return showing.item_page(course, item, groups, total, marked)


def _answer_page(request: Request, session: Session, number: int) -> ItemPage:
    course: Course = request.app.state.course
    response = _response(session, number)
    item = _item(course, response.item_id)
    group = queue.alone(session, course, response)
    return showing.item_page(course, item, [group], 1, False, alone=True)


def _item(course: Course, name: str) -> Question:
    """One that is asked no more, too: who answered it before waits for a mark like everybody."""
    found = course.known.get(name)
    if found is None:
        raise HTTPException(404, "그런 문항이 없습니다.")
    return found


def _response(session: Session, number: int) -> Response:
    found = session.get(Response, number) if 0 < number <= LARGEST else None
    if found is None:
        raise HTTPException(404, "그런 답이 없습니다.")
    return found


def _number(form: Mapping[str, Sequence[str]], name: str) -> int:
    text = "".join(form.get(name, ()))
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


def _said(page: ItemPage, done: str) -> ItemPage:
    return replace(page, done=DONE.get(done, ""))


def _again(request: Request, page: ItemPage) -> Answer:
    return render(request, "authoring/marking/item.html", page, 422)

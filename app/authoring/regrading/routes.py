"""Corrections and regrades before instructors: the list, the correction with its dry run, and what came of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Response
from fastapi.responses import RedirectResponse

from app.authoring.editing.room import Room, TheRoom
from app.authoring.regrading import correcting, records
from app.authoring.regrading.drafting import TheCorrection
from app.authoring.regrading.line import Line
from app.authoring.regrading.pages import RegradePage, RegradesPage
from app.authoring.regrading.records import Record
from app.database import LARGEST
from app.pages import render

router = APIRouter(prefix="/authoring/regrades", include_in_schema=False)
Item = Annotated[str, Query(max_length=120)]
TheItem = Annotated[str, Form(max_length=120)]


@router.get("")
def listed(room: TheRoom, before: Annotated[int | None, Query(ge=1, le=LARGEST)] = None) -> Response:
    return _list(room, before)


@router.get("/new")
def new(room: TheRoom, item: Item = "", undo: Annotated[int | None, Query(ge=1, le=LARGEST)] = None) -> Response:
    if item.strip() not in room.course.questions:
        problem = f"‘{item}’이라는 문항이 없습니다. 목록에서 골라 주세요." if item else "바로잡을 문항을 골라 주세요."
        return _list(room, None, problem, item)
    return correcting.opened(room, item.strip(), undo)


@router.post("/new")
def foresee(room: TheRoom, sent: TheCorrection, item: TheItem) -> Response:
    _known(room, item)
    return correcting.foreseen(room, item, sent)


@router.post("")
def correct(room: TheRoom, sent: TheCorrection, item: TheItem) -> Response:
    _known(room, item)
    return correcting.corrected(room, item, sent)


@router.get("/{number}")
def show(room: TheRoom, number: int) -> Response:
    with room.database.read() as session:
        record = records.find(session, _line(room), number) if 0 < number <= LARGEST else None
        if record is None:
            raise HTTPException(404, "그런 재채점이 없습니다.")
        turns = tuple(records.turns(session, number)) if record.state == "done" else ()
        last, waiting = records.is_last(session, record), records.waiting(session, record.item)
    return render(room.request, "authoring/regrading/show.html", _page(room, record, turns, last, waiting))


@router.post("/{number}/resume")
def resume(room: TheRoom, number: int) -> Response:
    with room.database.read() as session:
        record = records.find(session, _line(room), number) if 0 < number <= LARGEST else None
    if record is None:
        raise HTTPException(404, "그런 재채점이 없습니다.")
    if record.state == "stopped":
        _line(room).add(number)
    return RedirectResponse(f"/authoring/regrades/{number}", 303)


def _known(room: Room, item: str) -> None:
    if item not in room.course.questions:
        raise HTTPException(404, "그런 문항이 없습니다. 지워졌거나 이름이 바뀌었을 수 있습니다.")


def _line(room: Room) -> Line:
    return room.request.app.state.regrades  # type: ignore[no-any-return]


def _list(room: Room, before: int | None, problem: str = "", typed: str = "") -> Response:
    with room.database.read() as session:
        rows, more = records.listed(session, _line(room), before)
    older = f"/authoring/regrades?before={rows[-1].number}" if more else ""
    page = RegradesPage("바로잡기와 다시 채점", rows, older, tuple(room.course.questions), problem, typed)
    return render(room.request, "authoring/regrading/list.html", page, 404 if typed else 200)


def _page(room: Room, record: Record, turns: tuple[tuple[str, str, int], ...], last: bool, waiting: int) -> RegradePage:
    question = room.course.questions.get(record.item)
    return RegradePage(
        title=f"{record.item} 다시 채점",
        record=record,
        turns=turns,
        may_undo=last and record.state == "done" and record.changed > 0 and question is not None,
        exists=question is not None,
        corrected=question is not None and question.correction is not None,
        waiting=waiting,
    )

"""/authoring/statistics: what the answers say of units and items; suspicions set aside and raised again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.authoring.editing.room import Room, TheRoom
from app.authoring.statistics import listing, reading, setting_aside
from app.authoring.statistics.exporting import as_csv
from app.authoring.statistics.pages import ItemPage, StatisticsPage
from app.authoring.statistics.surveying import Shelf
from app.authoring.statistics.suspecting import NAMES
from app.bank.kinds import KINDS
from app.pages import render
from app.study.telling import prompt

router = APIRouter(prefix="/authoring", include_in_schema=False)
NO_REASON = "내려놓는 까닭을 적어 주세요. 다른 강사가 읽습니다."
LONGEST = 500
SHOWN = 50  # items; the rest on request


@router.get("/statistics")
def overview(room: TheRoom, sort: str = "", unit: str = "", whole: bool = False) -> Response:
    course = room.course
    chosen = [unit] if unit in course.bank.units else list(course.bank.units)
    with room.database.read() as session:
        units, rows = listing.listed(session, _shelf(room), course, _taught(room, chosen))
    page = StatisticsPage(
        title="문항 통계",
        units=units,
        rows=listing.ordered(rows, sort)[: None if whole else SHOWN],
        sort=sort if sort.removeprefix("-") in listing.SORTS else "",
        unit=unit if unit in course.bank.units else "",
        names=tuple((slug, title) for slug, title in course.titles.items() if slug in course.bank.units),
        suspicious=sum(bool(row.open) for row in rows),
        unanswered=sum(len(course.bank.units[slug].items) for slug in chosen) - len(rows),
        more=0 if whole else max(0, len(rows) - SHOWN),
    )
    return render(room.request, "authoring/statistics/list.html", page)


@router.get("/statistics.csv")
def export(room: TheRoom, sort: str = "") -> Response:
    with room.database.read() as session:
        _, rows = listing.listed(session, _shelf(room), room.course, _taught(room, list(room.course.bank.units)))
    headers = {"Content-Disposition": 'attachment; filename="statistics.csv"', "Cache-Control": "no-store"}
    return Response(as_csv(listing.ordered(rows, sort)), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/statistics/{item}")
def one_item(room: TheRoom, item: str) -> Response:
    with room.database.read() as session:
        page = _page(room, session, item)
    return render(room.request, "authoring/statistics/item.html", page)


@router.post("/statistics/{item}/aside")
def put_aside(
    room: TheRoom,
    item: str,
    flag: Annotated[str, Form(pattern=f"^({'|'.join(NAMES)})$")],
    reason: Annotated[str, Form(max_length=LONGEST)] = "",
) -> Response:
    _known(room, item)
    if not reason.strip():
        with room.database.read() as session:
            page = replace(_page(room, session, item), reason=reason, flag=flag, problem=NO_REASON)
        return render(room.request, "authoring/statistics/item.html", page, 422)
    with room.database.write() as session:
        setting_aside.set_aside(session, room.course, item, flag, room.member.account, reason.strip())
        session.commit()
    return RedirectResponse(f"/authoring/statistics/{item}", 303)


@router.post("/statistics/{item}/raise")
def raise_again(room: TheRoom, item: str, flag: Annotated[str, Form(pattern=f"^({'|'.join(NAMES)})$")]) -> Response:
    _known(room, item)
    with room.database.write() as session:
        setting_aside.raise_again(session, room.course, item, flag, room.member.account)
        session.commit()
    return RedirectResponse(f"/authoring/statistics/{item}", 303)


def _page(room: Room, session: Session, item: str) -> ItemPage:
    course, shelf = room.course, _shelf(room)
    if item not in course.known:
        raise HTTPException(404, "그런 문항이 없습니다.")
    unit, question, retired = course.home(item), course.known[item], item in course.bank.retired
    disputes = reading.disputes(session, [item], None)
    survey = shelf.survey(session, course, unit, retired=item if retired else "")
    row = listing.row(course, survey, item, disputes, setting_aside.known(session, course))
    kind = KINDS[question.kind]
    key = kind.key(question, {}).key if question.kind != "number" else ""
    return ItemPage(
        title=f"{item} 통계",
        row=replace(row, prompt=prompt(question)),
        unit=course.titles[unit],
        kind=question.kind,
        key=key,
        closely=shelf.closely(session, course, item),
        disputes=disputes.get(item, 0),
        retired=retired,
    )


def _known(room: Room, item: str) -> None:
    if item not in room.course.questions:
        raise HTTPException(404, "그런 문항이 없습니다.")


def _shelf(room: Room) -> Shelf:
    found: Shelf = room.request.app.state.statistics
    return found


def _taught(room: Room, units: Sequence[str]) -> list[str]:
    """In the order of teaching."""
    return [slug for slug in room.course.titles if slug in units]

"""/authoring: the units with their items, what is wrong on disk, what was changed; new items and new units."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Response
from fastapi.responses import RedirectResponse

from app.authoring.editing import drafts, retiring, subjects, units, versions
from app.authoring.editing.pages import DraftRow, ItemRow, NewUnitPage, OverviewPage, UnitPage, UnitRow
from app.authoring.editing.room import Room, TheRoom
from app.authoring.items import ItemError
from app.bank.kinds import KINDS
from app.bank.question import Question
from app.pages import render
from app.study.cards import KIND_NAMES, LEVEL_NAMES

router = APIRouter(prefix="/authoring", include_in_schema=False)
SHOWN = 12  # changes on the overview


@router.get("")
def overview(room: TheRoom) -> Response:
    with room.database.read() as session:
        rows = drafts.listed(session, room.member.account)
        found = [(subjects.of_key(room.course, row.subject), row.updated) for row in rows]
    written = tuple(DraftRow(one.name, one.address, updated) for one, updated in found if one)
    listed = tuple(_unit(room, slug) for slug in room.course.titles)
    changes = versions.recent(room.published, SHOWN)
    page = OverviewPage("저작", listed, room.published.problems, changes, written)
    return render(room.request, "authoring/editing/overview.html", page)


@router.get("/units")
def new_unit(room: TheRoom) -> Response:
    values = {"slug": "", "title": "", "summary": "", "order": str(units.next_order(room.course))}
    return render(room.request, "authoring/editing/new_unit.html", NewUnitPage("새 단원", values))


@router.post("/units")
def make_unit(
    room: TheRoom,
    slug: Annotated[str, Form()] = "",
    title: Annotated[str, Form()] = "",
    summary: Annotated[str, Form()] = "",
    order: Annotated[str, Form()] = "",
) -> Response:
    values = {"slug": slug.strip(), "title": title.strip(), "summary": summary.strip(), "order": order.strip()}
    if problems := units.make(room, values):
        page = NewUnitPage("새 단원", values, problems)
        return render(room.request, "authoring/editing/new_unit.html", page, 422)
    return RedirectResponse(f"/authoring/units/{values['slug']}", 303)


@router.get("/units/{unit}")
def show_unit(room: TheRoom, unit: str) -> Response:
    course = room.course
    if unit not in course.bank.units:
        raise HTTPException(404, "그런 단원이 없습니다.")
    lecture = course.lectures.get(unit)
    page = UnitPage(
        title=course.titles[unit],
        slug=unit,
        lecture=lecture.title if lecture else "",
        items=tuple(_item(item) for item in course.bank.units[unit].items),
        retired=tuple((one.id, retiring.note(room.published, one.id)) for one in course.bank.units[unit].retired),
        kinds={kind: KIND_NAMES[kind] for kind in KINDS},
        problems=tuple(one for one in room.published.problems if one.file.startswith(f"{unit}/")),
    )
    return render(room.request, "authoring/editing/unit.html", page)


@router.post("/units/{unit}/items")
def add_item(room: TheRoom, unit: str, kind: Annotated[str, Form(pattern=f"^({'|'.join(KINDS)})$")]) -> Response:
    """To the editor, with the next free id; nothing is written before it is saved."""
    if unit not in room.course.bank.units:
        raise HTTPException(404, "그런 단원이 없습니다.")
    try:
        name = subjects.next_id(room.published, unit, kind)
    except (ItemError, FileNotFoundError) as error:
        raise HTTPException(409, f"quiz.yaml을 읽을 수 없습니다. {error}") from None
    return RedirectResponse(f"/authoring/items/{name}?kind={kind}", 303)


def _unit(room: Room, slug: str) -> UnitRow:
    items = room.course.bank.units[slug].items if slug in room.course.bank.units else ()
    counts = Counter(item.kind for item in items)
    named = tuple((KIND_NAMES[kind], counts[kind]) for kind in KINDS if counts[kind])
    return UnitRow(slug, room.course.titles[slug], named, len(items))


def _item(question: Question) -> ItemRow:
    level = LEVEL_NAMES[str(question.difficulty)]
    return ItemRow(question.id, KIND_NAMES[question.kind], question.concept, level, question.prompt.split("\n\n")[0])

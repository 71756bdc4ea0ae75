"""/authoring/export: which items, in which format, what of them does not go out, and the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Response

from app.authoring.editing.room import Room, TheRoom
from app.authoring.exchange.drafting import WHOLE, Lost
from app.authoring.exchange.formats import FORMATS
from app.authoring.exchange.pages import Choice, ExportPage, Missing, unit_choices
from app.bank.question import Question
from app.pages import render

router = APIRouter()
EXPORT = "/authoring/export"
Items = Annotated[list[str], Query(max_length=5000)]


@router.get(EXPORT)
def choose(room: TheRoom, unit: str = "", format: str = "", item: Items = []) -> Response:  # noqa: B006 -- only read
    units = unit_choices(room.course, unit)
    known = room.course.bank.units[unit].items if unit in room.course.bank.units else ()
    items = tuple(Choice(each.id, each.prompt, each.id in item) for each in known)
    chosen, download, lost = _chosen(room, unit, item), "", list[Lost]()
    if format in FORMATS and chosen:
        lost = list(FORMATS[format].write(chosen)[1])
        download = f"{EXPORT}/file?" + urlencode({"format": format, "unit": unit, "item": item}, doseq=True)
    gone, missing = (_together(each for each in lost if (each.field == WHOLE) is whole) for whole in (True, False))
    count = len(chosen) - len({name for each in gone for name in each.items})
    page = ExportPage("문항 내보내기", units, tuple(FORMATS.values()), format, items, download, count, gone, missing)
    return render(room.request, "authoring/exchange/export.html", page)


@router.get(f"{EXPORT}/file")
def file(room: TheRoom, format: str, unit: str = "", item: Items = []) -> Response:  # noqa: B006 -- only read
    chosen = _chosen(room, unit, item)
    if format not in FORMATS or not chosen:
        raise HTTPException(404, "내보낼 문항이나 형식이 없습니다.")
    found = FORMATS[format]
    name = f"seodang-{unit or 'all'}{found.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(found.write(chosen)[0], media_type=found.media, headers=headers)


def _chosen(room: Room, unit: str, names: list[str]) -> list[Question]:
    """Those named, else the unit's, else all."""
    units = room.course.bank.units
    if unit and unit not in units:
        return []
    listed = units[unit].items if unit else room.course.bank.items.values()
    return [each for each in listed if each.id in names] if names else list(listed)


def _together(lost: Iterable[Lost]) -> tuple[Missing, ...]:
    found: dict[tuple[str, str], list[str]] = {}
    for each in lost:
        found.setdefault((each.field, each.why), []).append(each.item)
    return tuple(Missing(field, why, tuple(items)) for (field, why), items in found.items())

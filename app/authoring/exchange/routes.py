"""/authoring/import: a file becomes a draft, is reviewed item by item, and published. Parses, calls, renders."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from app.authoring.editing.proofing import Told
from app.authoring.editing.room import Room, TheRoom
from app.authoring.exchange import export_routes, formats, keeping, publishing, reviewing
from app.authoring.exchange.drafting import UnreadableError
from app.authoring.exchange.pages import ImportPage, ReviewPage, Waiting, unit_choices
from app.authoring.git import GitError
from app.authoring.items import ItemError
from app.authoring.published import ConflictError, RejectedError
from app.authoring.tables import ImportDraft
from app.bank.problems import Problem
from app.pages import fragment, render
from app.people import auditing

router = APIRouter(include_in_schema=False)
router.include_router(export_routes.router)
IMPORT = "/authoring/import"
AGAIN = "다른 사람이 그사이 이 단원을 고쳤습니다. 한 번 더 눌러 주세요."


async def _sent(request: Request, room: TheRoom) -> dict[str, object]:
    """The form, read only after we know who sends it; a long file lies on disk while it comes in."""
    async with request.form(max_files=1, max_fields=10) as form:
        file = form.get("file")
        data = await file.read() if isinstance(file, UploadFile) else b""
        name = file.filename or "" if isinstance(file, UploadFile) else ""
        return {"data": data, "name": name, "unit": str(form.get("unit", "")), "format": str(form.get("format", ""))}


@router.get(IMPORT)
def choose(room: TheRoom, unit: str = "") -> Response:
    return _choosing(room, unit)


@router.post(IMPORT)
def take(room: TheRoom, sent: Annotated[dict[str, object], Depends(_sent)]) -> Response:
    data, name = sent["data"], str(sent["name"])
    unit, form = str(sent["unit"]), str(sent["format"])
    if unit not in room.course.bank.units:
        return _choosing(room, unit, form, "들여올 단원을 골라 주세요.", 422)
    if not isinstance(data, bytes) or not data:
        return _choosing(room, unit, form, "파일을 골라 주세요.", 422)
    try:
        found = formats.FORMATS[form] if form in formats.READABLE else formats.recognised(name, data)
        assert found.read  # noqa: S101 -- what is recognised can be read
        made = keeping.make(room.published, unit, found.read(data))
    except (UnreadableError, ItemError) as error:  # the file, or the unit's own
        return _choosing(room, unit, form, str(error), 422)
    with room.database.write() as session:
        row = keeping.keep(session, found, unit, name, made, room.member.account)
        session.flush()
        number = row.id
        session.commit()
    return RedirectResponse(f"{IMPORT}/{number}", 303)


@router.get(IMPORT + "/{number}")
def review(room: TheRoom, number: int, page: int = 1) -> Response:
    return _reviewing(room, _row(room, number), page)


@router.post(IMPORT + "/{number}/items/{at}")
def revise(
    room: TheRoom, number: int, at: int, text: Annotated[str, Form()] = "", out: Annotated[str, Form()] = ""
) -> Response:
    """One item's text as it was changed, looked at anew."""
    with room.database.write() as session:
        row = keeping.seen(session, room.member.account, number)
        if row is None or row.published is not None or not 0 <= at < len(row.entries):
            raise HTTPException(404, "그런 초안이 없습니다.")
        entry = keeping.change(row, at, text.replace("\r\n", "\n"), bool(out))
        unit = row.unit
        session.commit()
    if room.partly:
        return fragment("authoring/exchange/_entry.html", entry=reviewing.view(room, number, unit, at, entry))
    return RedirectResponse(f"{IMPORT}/{number}?page={at // reviewing.SHOWN + 1}#entry-{at}", 303)


@router.post(IMPORT + "/{number}/publish")
def publish(room: TheRoom, number: int, reason: Annotated[str, Form()] = "") -> Response:
    row = _row(room, number)
    if row.published is not None:
        return RedirectResponse(f"/authoring/units/{row.unit}", 303)
    if not reason.strip():
        return _reviewing(room, row, 1, problem="까닭을 적어 주세요. 기록에 남습니다.", status=422)
    try:
        publishing.publish(room.request, room.member, row, reason.strip())
    except RejectedError as error:
        told = tuple(_told(problem) for problem in error.problems)
        return _reviewing(room, row, 1, reason, "고칠 곳이 남아 있어 게시하지 않았습니다.", told, 422)
    except ConflictError:
        return _reviewing(room, row, 1, reason, AGAIN, status=409)
    except (ItemError, GitError) as error:
        return _reviewing(room, row, 1, reason, str(error), status=422)
    return RedirectResponse(f"/authoring/units/{row.unit}", 303)


@router.post(IMPORT + "/{number}/drop")
def drop(room: TheRoom, number: int) -> Response:
    with room.database.write() as session:
        row = keeping.seen(session, room.member.account, number)
        if row is None:
            raise HTTPException(404, "그런 초안이 없습니다.")
        auditing.record(session, room.member.account, "import.dropped", row.file, unit=row.unit)
        session.delete(row)
        session.commit()
    return RedirectResponse(IMPORT, 303)


def _row(room: Room, number: int) -> ImportDraft:
    with room.database.read() as session:
        row = keeping.seen(session, room.member.account, number)
        if row is None:
            raise HTTPException(404, "그런 초안이 없습니다.")
        session.expunge(row)
    return row


def _choosing(room: Room, unit: str, form: str = "", problem: str = "", status: int = 200) -> Response:
    with room.database.read() as session:
        rows = keeping.waiting(session, room.member.account)
        waiting = tuple(Waiting(row.id, row.file, row.unit, len(row.entries), row.created) for row in rows)
    units = unit_choices(room.course, unit)
    readable = tuple(formats.FORMATS[name] for name in formats.READABLE)
    page = ImportPage("문항 들여오기", units, readable, form, waiting, problem)
    return render(room.request, "authoring/exchange/import.html", page, status)


def _reviewing(
    room: Room,
    row: ImportDraft,
    page: int,
    reason: str = "",
    problem: str = "",
    told: tuple[Told, ...] = (),
    status: int = 200,
) -> Response:
    shown: ReviewPage = reviewing.page(room, row, page, reason, problem, told)
    return render(room.request, "authoring/exchange/review.html", shown, status)


def _told(problem: Problem) -> Told:
    return Told(f"{problem.item or problem.file} {problem.line}째 줄", problem.message, problem.code)

"""/authoring/history/{path}: the versions of a file or of one item in it, what each changed, and the way back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Response
from fastapi.responses import RedirectResponse

from app.authoring.editing import merging, proofing, saving, subjects, versions
from app.authoring.editing.pages import HistoryPage
from app.authoring.editing.proofing import Told
from app.authoring.editing.room import Room, TheRoom
from app.authoring.editing.saving import ClashError
from app.authoring.editing.subjects import Subject
from app.authoring.git import GitError
from app.authoring.items import ItemError
from app.authoring.published import ConflictError, RejectedError
from app.authoring.staging import WrongPathError, fit_path
from app.pages import render

router = APIRouter(prefix="/authoring/history", include_in_schema=False)
HISTORY = "authoring/editing/history.html"
FILES = ("quiz.yaml", "lecture.md")
GONE = "그 판이 없습니다. 목록에서 골라 주세요."


@router.get("/{path:path}")
def history(
    room: TheRoom,
    path: str,
    item: Annotated[str, Query(max_length=120)] = "",
    version: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    return _page(room, _subject(path, item), version)


@router.post("/{path:path}")
def revert(
    room: TheRoom,
    path: str,
    version: Annotated[str, Form(max_length=40)] = "",
    item: Annotated[str, Form(max_length=120)] = "",
    reason: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """The old text in service once more, as a new version."""
    subject = _subject(path, item)
    if not reason.strip():
        return _page(room, subject, version, (Told("", "왜 되돌리는지 적어 주세요.", "reason"),), reason)
    text = versions.text(room.published, subject, version)
    if not text:
        raise HTTPException(404, GONE)
    try:
        base = subjects.current(room.published, subject)
        done = saving.save(room.request, room.member, subject, text, base, reason.strip())
    except RejectedError as error:
        told = proofing.told(error.problems, subject, subjects.edits(room.published, subject, text))
        return _page(room, subject, version, told, reason)
    except (ItemError, GitError, ConflictError, ClashError) as error:
        return _page(room, subject, version, (Told("", str(error)),), reason)
    return RedirectResponse(f"{subject.address}?saved={'key' if done.key_changed else 'yes'}", 303)


def _page(room: Room, subject: Subject, version: str, told: tuple[Told, ...] = (), reason: str = "") -> Response:
    found = versions.of(room.published, subject)
    chosen = next((one for one in found if one.commit == version), None)
    if version and chosen is None:
        raise HTTPException(404, GONE)
    text = versions.text(room.published, subject, version) if chosen else ""
    before = versions.before(found, version) if chosen else ""
    old = versions.text(room.published, subject, before) if before else ""
    page = HistoryPage(
        title=f"{subject.name}의 기록",
        subject=subject,
        versions=tuple(found),
        chosen=chosen,
        before=before,
        changes=merging.compare(old, text) if chosen else (),
        text=text,
        told=told,
        reason=reason,
        query=f"item={subject.item}&" if subject.item else "",
    )
    return render(room.request, HISTORY, page, 422 if told else 200)


def _subject(path: str, item: str) -> Subject:
    try:
        fit_path(path)
    except WrongPathError as error:
        raise HTTPException(404, str(error)) from None
    if path in subjects.SHARED:
        return Subject("", file=path)
    unit, _, name = path.partition("/")
    if name not in FILES or (item and name != FILES[0]):
        raise HTTPException(404, "이 파일의 기록은 여기서 보지 않습니다.")
    if name == FILES[0] and not item:
        return Subject(unit, file=name)
    return Subject(unit, item)

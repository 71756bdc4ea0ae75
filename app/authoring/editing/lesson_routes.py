"""/authoring/lectures/{unit}: the editor of a unit's lecture, and its images."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, HTTPException, Response, UploadFile
from fastapi.responses import JSONResponse, RedirectResponse

from app.authoring.editing import editor, images, saving
from app.authoring.editing.images import ImageError
from app.authoring.editing.pages import ImagesPage
from app.authoring.editing.room import Room, TheAdded, TheRoom
from app.authoring.editing.sending import RAW, TheText
from app.authoring.editing.subjects import Subject
from app.authoring.git import GitError
from app.authoring.published import ConflictError, RejectedError
from app.authoring.staging import IMAGES
from app.bank.loading import unit_folders
from app.pages import render

router = APIRouter(prefix="/authoring/lectures", include_in_schema=False)
NO_IMAGE = "올릴 그림을 골라 주세요."


@router.get("/{unit}")
def open_lecture(room: TheRoom, unit: str, saved: str = "", added: TheAdded = "") -> Response:
    return editor.opened(room, _subject(room, unit), RAW, saved=saved, added=added)


@router.post("/{unit}")
def save_lecture(room: TheRoom, unit: str, sent: TheText) -> Response:
    return editor.saved(room, _subject(room, unit), sent)


@router.post("/{unit}/look")
def look_at_lecture(room: TheRoom, unit: str, sent: TheText) -> Response:
    return editor.looked(room, _subject(room, unit), sent)


@router.post("/{unit}/drop")
def drop_lecture(room: TheRoom, unit: str) -> Response:
    return editor.dropped(room, _subject(room, unit))


@router.get("/{unit}/images")
def show_images(room: TheRoom, unit: str, added: str = "") -> Response:
    """What the unit has, with the words that name each. A page of its own, so that what is being typed stays."""
    return _images(room, unit, added)


@router.post("/{unit}/images")
def add_image(room: TheRoom, unit: str, image: Annotated[UploadFile | None, File()] = None) -> Response:
    """An image into the unit's folder, at once: the lecture may name it from then on. Scripts are told its name."""
    _subject(room, unit)
    try:
        if image is None or not image.filename:
            raise ImageError(NO_IMAGE)
        name = _added(room, unit, *images.remade(image.file.read(images.MOST + 1), image.filename or ""))
    except (ImageError, RejectedError, ConflictError, GitError) as error:
        if room.request.headers.get("accept") == "application/json":
            return JSONResponse({"problem": str(error)}, 422)
        return _images(room, unit, problem=str(error))
    if room.request.headers.get("accept") == "application/json":
        return JSONResponse({"name": name.rpartition(".")[0]})
    return RedirectResponse(f"/authoring/lectures/{unit}/images?added={name.rpartition('.')[0]}", 303)


def _images(room: Room, unit: str, added: str = "", problem: str = "") -> Response:
    subject, folder = _subject(room, unit), room.published.folder
    files = images.files(folder, unit)
    page = ImagesPage(f"{unit}의 그림", subject, files, added if added in files else "", problem)
    return render(room.request, "authoring/editing/images.html", page, 422 if problem else 200)


def _added(room: Room, unit: str, wanted: str, data: bytes) -> str:
    """The name under which it was published; another one where somebody took it meanwhile."""
    name = wanted

    def made() -> dict[str, bytes]:
        nonlocal name
        name = images.free(room.published.folder, unit, wanted, data)
        return {f"{unit}/{IMAGES}/{name}": data}

    saving.publish(room.request, room.member, f"{unit}/{IMAGES}", made, f"{unit}: 그림 {wanted} 올리기")
    return name


def _subject(room: Room, unit: str) -> Subject:
    if unit not in {folder.name for folder in unit_folders(room.published.folder)}:
        raise HTTPException(404, "그런 단원이 없습니다.")
    return Subject(unit)

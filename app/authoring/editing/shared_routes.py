"""/authoring/shared/{terms|references}: the editor of what all units share, and the small form for one entry more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from app.authoring.editing import adding, editor, proofing, saving, subjects
from app.authoring.editing.pages import EntryPage
from app.authoring.editing.proofing import Told
from app.authoring.editing.room import Room, TheAdded, TheRoom
from app.authoring.editing.sending import RAW, TheText, boxes_sent
from app.authoring.editing.subjects import Subject
from app.authoring.git import GitError
from app.authoring.items import ItemError
from app.authoring.published import ConflictError, RejectedError
from app.pages import render

router = APIRouter(prefix="/authoring/shared", include_in_schema=False)
TITLES = {"references": "출처 더하기", "terms": "용어 더하기"}
REASONS = {"references": "출처 {name} 더하기", "terms": "용어 {name} 더하기"}
TheBack = Annotated[str, Query(max_length=120)]  # the key of what is being edited meanwhile


async def values(request: Request) -> Mapping[str, str]:
    """`async` because only so can a form of any boxes be read."""
    return await boxes_sent(request)


@router.get("/{shared}")
def open_shared(room: TheRoom, shared: str, saved: str = "", added: TheAdded = "") -> Response:
    return editor.opened(room, _subject(shared), RAW, saved=saved, added=added)


@router.post("/{shared}")
def save_shared(room: TheRoom, shared: str, sent: TheText) -> Response:
    return editor.saved(room, _subject(shared), sent)


@router.post("/{shared}/look")
def look_at_shared(room: TheRoom, shared: str, sent: TheText) -> Response:
    return editor.looked(room, _subject(shared), sent)


@router.post("/{shared}/drop")
def drop_shared(room: TheRoom, shared: str) -> Response:
    return editor.dropped(room, _subject(shared))


@router.get("/{shared}/new")
def new_entry(
    room: TheRoom,
    shared: str,
    name: Annotated[str, Query(max_length=120)] = "",
    back: TheBack = "",
    added: TheAdded = "",
) -> Response:
    """`name` is what the text that led here calls it."""
    subject, home = _subject(shared), _back(room, back)
    unit = home.unit if home else ""
    return _page(room, subject, back, {"key": name, "id": name, "units": unit}, added=added)


@router.post("/{shared}/new")
def add_entry(
    room: TheRoom, shared: str, values: Annotated[Mapping[str, str], Depends(values)], back: TheBack = ""
) -> Response:
    """303 to the text that lacked it, or to the next one; 422 with everything kept."""
    subject = _subject(shared)
    told = adding.problems(shared, values)
    try:
        if not told:
            return _added(room, subject, values, back)
    except RejectedError as error:
        told = proofing.elsewhere(error.problems)
    except (ItemError, ConflictError, GitError) as error:
        told = (Told("", str(error)),)
    return _page(room, subject, back, values, told)


def _added(room: Room, subject: Subject, values: Mapping[str, str], back: str) -> Response:
    """Into the file as it is by then: two who add at once do not meet."""
    name = adding.name_of(subject.shared, values)

    def made() -> dict[str, str]:
        return {subject.path: adding.appended(subjects.current(room.published, subject), subject, values)}

    saving.publish(room.request, room.member, subject.key, made, REASONS[subject.shared].format(name=name))
    home = _back(room, back)
    return RedirectResponse(f"{home.address if home else f'{subject.address}/new'}?{urlencode({'added': name})}", 303)


def _page(
    room: Room, subject: Subject, back: str, values: Mapping[str, str], told: tuple[Told, ...] = (), added: str = ""
) -> Response:
    course = room.course
    page = EntryPage(
        title=TITLES[subject.shared],
        subject=subject,
        boxes=adding.boxes(subject.shared, values),
        offered={
            "terms": tuple((term.id, term.ko) for term in course.bank.terms.items),
            "units": tuple(course.titles.items()),
        },
        told=told,
        added=added,
        home=_back(room, back),
    )
    return render(room.request, "authoring/editing/entry.html", page, 422 if told else 200)


def _back(room: Room, key: str) -> Subject | None:
    return subjects.of_key(room.course, key) if key.startswith(("items/", "lectures/")) else None


def _subject(shared: str) -> Subject:
    subject = subjects.shared(shared)
    if subject is None:
        raise HTTPException(404, "그런 파일이 없습니다.")
    return subject

"""/authoring/items/{id}: the editor of one item. Parses and calls; `editor` answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Response

from app.authoring.editing import editor, looking, previewing, responding, retiring_routes, saving, starting, subjects
from app.authoring.editing.proofing import Told
from app.authoring.editing.room import Room, TheAdded, TheRoom
from app.authoring.editing.sending import FORM, RAW, Sent, TheSent
from app.authoring.editing.subjects import Subject
from app.authoring.git import GitError
from app.authoring.published import ConflictError, RejectedError
from app.bank.benchmark import Row
from app.bank.kinds import KINDS

router = APIRouter(prefix="/authoring/items", include_in_schema=False)
NO_ANSWER = "시험해 볼 답을 적어 주세요."
ADDED = "‘{answer}’을(를) ‘{mark}’ 표시로 {file}에 더했습니다."
MARKS = {"correct": "맞음", "partial": "일부 맞음", "incorrect": "틀림"}


@router.get("/{item}")
def open_item(
    room: TheRoom,
    item: str,
    mode: Annotated[str, Query(pattern=f"^({RAW}|{FORM})$")] = FORM,
    kind: Annotated[str, Query(max_length=20)] = "",
    saved: Annotated[str, Query(max_length=5)] = "",
    added: TheAdded = "",
) -> Response:
    """With `kind`, an item that is still to be written."""
    subject = _subject(room, item)
    if item in room.course.bank.retired:
        return retiring_routes.page(room, subject)
    start = starting.item(item, kind) if kind in KINDS else ""
    return editor.opened(room, subject, mode, start, saved, added)


@router.post("/{item}")
def save_item(room: TheRoom, item: str, sent: TheSent) -> Response:
    return editor.saved(room, _subject(room, item), _ended(sent))


@router.post("/{item}/look")
def look_at_item(room: TheRoom, item: str, sent: TheSent) -> Response:
    return editor.looked(room, _subject(room, item), _ended(sent))


@router.post("/{item}/try")
def try_item(room: TheRoom, item: str, sent: TheSent) -> Response:
    subject, sent = _subject(room, item), _ended(sent)
    look = looking.at_item(room, subject, sent.text, sent.answer)
    return editor.looked(room, subject, sent, look if sent.answer else replace(look, notice=NO_ANSWER))


@router.post("/{item}/responses")
def add_response(room: TheRoom, item: str, sent: TheSent) -> Response:
    """The answer with its mark into responses.csv, at once; the item itself stays a draft."""
    subject, sent = _subject(room, item), _ended(sent)
    told: tuple[Told, ...] = ()
    notice = ""
    try:
        notice = _added(room, subject, sent)
    except (ValueError, ConflictError, GitError) as error:
        found = error.problems if isinstance(error, RejectedError) else ()
        told = (Told(responding.FILE, str(found[0]) if found else str(error)),)
    look = looking.at_item(room, subject, sent.text, sent.answer)
    return editor.looked(room, subject, sent, replace(look, told=(*told, *look.told), notice=notice))


@router.post("/{item}/drop")
def drop_item(room: TheRoom, item: str) -> Response:
    return editor.dropped(room, _subject(room, item))


def _added(room: Room, subject: Subject, sent: Sent) -> str:
    if not subjects.current(room.published, subject):
        raise responding.UnfitError("문항을 먼저 저장해 주세요. 답은 저장된 문항에 더해집니다.")
    answer = previewing.as_marked(room.course.questions[subject.item], sent.answer)
    row = Row(subject.item, sent.mark, answer)
    path = f"{subject.unit}/{responding.FILE}"
    reason = f"{subject.item}: 표시된 답 하나 더하기({MARKS.get(sent.mark, '')})"
    saving.publish(
        room.request, room.member, path, lambda: {path: responding.with_row(room.published, subject.unit, row)}, reason
    )
    return ADDED.format(answer=answer[:60], mark=MARKS[sent.mark], file=path)


def _subject(room: Room, item: str) -> Subject:
    subject = subjects.of_item(room.course, item)
    if subject is None or (item in room.course.bank.retired and room.request.method != "GET"):
        raise HTTPException(404, "그런 문항이 없습니다.")
    return subject


def _ended(sent: Sent) -> Sent:
    """An item's text ends with one line end, however it was typed."""
    return replace(sent, text=sent.text.strip("\n").rstrip() + "\n")

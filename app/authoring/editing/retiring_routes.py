"""/authoring/items/{id}/retire and /restore: an item is given up, or asked again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Response
from fastapi.responses import RedirectResponse

from app.authoring.editing import editor, previewing, proofing, retiring
from app.authoring.editing.pages import RetiredPage
from app.authoring.editing.proofing import Told
from app.authoring.editing.room import Room, TheRoom
from app.authoring.editing.subjects import Subject
from app.authoring.git import GitError
from app.authoring.items import ItemError
from app.authoring.published import ConflictError, RejectedError
from app.pages import render

router = APIRouter(prefix="/authoring/items", include_in_schema=False)
WHY_OUT = "왜 물리는지 적어 주세요. 기록에 남습니다."
WHY_BACK = "왜 되살리는지 적어 주세요. 기록에 남습니다."
TheReason = Annotated[str, Form(max_length=2000)]


@router.post("/{item}/retire")
def retire(room: TheRoom, item: str, reason: TheReason = "") -> Response:
    """303 to what is left of it; 422 with what still asks it."""
    if item not in room.course.questions:
        raise HTTPException(404, "그런 문항이 없습니다.")
    subject, reason = Subject(room.course.unit_of[item], item), _one_line(reason)
    told: tuple[Told, ...] = ()
    try:
        if not reason:
            raise retiring.NotYetError(WHY_OUT)
        retiring.retire(room, subject, reason)
    except RejectedError as error:
        told = proofing.elsewhere(error.problems)
    except (retiring.NotYetError, ItemError, ConflictError, GitError) as error:
        told = (Told("", str(error)),)
    return editor.kept(room, subject, told, reason) if told else RedirectResponse(subject.address, 303)


@router.post("/{item}/restore")
def restore(room: TheRoom, item: str, reason: TheReason = "") -> Response:
    if item not in room.course.bank.retired:
        raise HTTPException(404, "그런 문항이 없습니다.")
    subject, reason = Subject(room.course.home(item), item), _one_line(reason)
    if not reason:
        return page(room, subject, (Told("", WHY_BACK),))
    try:
        retiring.restore(room, subject, reason)
    except RejectedError as error:
        return page(room, subject, proofing.elsewhere(error.problems), reason)
    except (ItemError, ConflictError, GitError) as error:
        return page(room, subject, (Told("", str(error)),), reason)
    return RedirectResponse(f"{subject.address}?saved=yes", 303)


def page(room: Room, subject: Subject, told: tuple[Told, ...] = (), reason: str = "") -> Response:
    """What is left of a retired item, and the way back."""
    question = room.course.bank.retired[subject.item]
    shown = RetiredPage(
        title=f"{subject.item}: 물러난 문항",
        subject=subject,
        card=previewing.unanswered(room.course, subject.unit, question, room.handle),
        note=retiring.note(room.published, subject.item),
        text=retiring.text(room.published, subject),
        told=told,
        reason=reason,
    )
    return render(room.request, "authoring/editing/retired.html", shown, 422 if told else 200)


def _one_line(reason: str) -> str:
    return " ".join(reason.split())[:500]

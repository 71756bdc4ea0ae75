"""The editor of one text, whatever it is of: opened, looked at while typing, saved, merged. Knows no address."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from fastapi import HTTPException, Response
from fastapi.responses import RedirectResponse

from app.authoring.editing import (
    drafts,
    forms,
    images,
    looking,
    merging,
    proofing,
    saving,
    subjects,
    suggesting,
    versions,
)
from app.authoring.editing.looking import HOW
from app.authoring.editing.pages import EditorPage, Look, MergePage
from app.authoring.editing.proofing import Told
from app.authoring.editing.room import Room
from app.authoring.editing.saving import ClashError
from app.authoring.editing.sending import FORM, RAW, Sent
from app.authoring.editing.subjects import Subject
from app.authoring.git import GitError
from app.authoring.items import ItemError
from app.authoring.published import ConflictError, RejectedError
from app.pages import fragment, render

EDITOR, LOOK, MERGE = "authoring/editing/editor.html", "authoring/editing/_look.html", "authoring/editing/merge.html"
REGRADE = "/authoring/regrades/new"  # where answers are judged anew after a key has changed
NO_REASON = "왜 고치는지 적어 주세요. 기록에 남아 나중에 찾아볼 수 있습니다."
NO_CHANGE = "바뀐 것이 없습니다. 고친 뒤에 저장해 주세요."
ADDED = "‘{added}’을(를) 더했습니다."
TOO_BUSY = "다른 사람이 같은 파일을 계속 고치고 있습니다. 잠시 뒤에 다시 저장해 주세요."


def opened(room: Room, subject: Subject, mode: str, start: str = "", saved: str = "", added: str = "") -> Response:
    """The text in service, or one's own draft of it; `start` for what is still to come."""
    try:
        text = subjects.current(room.published, subject)
    except ItemError as error:
        raise HTTPException(409, f"{subject.path}을 읽을 수 없어 열지 못했습니다. {error}") from None
    with room.database.read() as session:
        draft = drafts.find(session, room.member.account, subject.key)
    if not (text or start or draft):
        raise HTTPException(404, "그런 것이 없습니다. 지워졌거나 이름이 바뀌었을 수 있습니다.")
    sent = Sent(text or start, text, mode, mode)
    if draft:
        sent = replace(sent, text=draft.text, base=draft.based_on)
    look = replace(looking.at(room, subject, sent.text), notice=ADDED.format(added=added) if added else "")
    page = _page(room, subject, sent, look)
    regrade = f"{REGRADE}?item={subject.item}" if saved == "key" and subject.item else ""
    page = replace(page, drafted=draft.updated if draft else None, saved=bool(saved), regrade=regrade)
    return render(room.request, EDITOR, page)


def kept(room: Room, subject: Subject, told: tuple[Told, ...], reason: str) -> Response:
    """An item that could not be given up: its editor, with what stands in the way."""
    text = subjects.current(room.published, subject)
    page = _page(room, subject, Sent(text, text, FORM, FORM), looking.at(room, subject, text))
    return render(room.request, EDITOR, replace(page, not_retired=told, why_out=reason), 422)


def looked(room: Room, subject: Subject, sent: Sent, look: Look | None = None) -> Response:
    """Beside the editor, the text kept as a draft; the whole page for browsers without scripts."""
    kept = _keep(room, subject, sent)
    look = look or looking.at(room, subject, sent.text, sent.answer)
    if sent.broken:
        look = replace(look, told=(Told("", sent.broken), *look.told))
    look = replace(look, in_form=sent.to == FORM)
    if room.partly:
        return fragment(LOOK, look=replace(look, kept=kept is not None), subject=subject)
    return render(room.request, EDITOR, replace(_page(room, subject, sent, look), drafted=kept))


def saved(room: Room, subject: Subject, sent: Sent) -> Response:
    """303 back to the editor; 422 with everything kept and what to mend; 409 with a merge."""
    if told := _unready(room, subject, sent):
        return _refused(room, subject, sent, told)
    try:
        done = saving.save(room.request, room.member, subject, sent.text, sent.base, sent.reason)
    except ClashError as clash:
        return _merge(room, subject, sent, clash.theirs)
    except RejectedError as error:
        edits = subjects.edits(room.published, subject, sent.text)
        return _refused(room, subject, sent, proofing.told(error.problems, subject, edits))
    except ConflictError:
        return _refused(room, subject, sent, (Told("", TOO_BUSY),))
    except (ItemError, GitError) as error:
        return _refused(room, subject, sent, (Told("", str(error)),))
    return RedirectResponse(f"{subject.address}?saved={'key' if done.key_changed else 'yes'}", 303)


def dropped(room: Room, subject: Subject) -> Response:
    with room.database.write() as session:
        drafts.drop(session, room.member.account, subject.key)
        session.commit()
    there = subjects.current(room.published, subject)
    return RedirectResponse(subject.address if there else f"/authoring/units/{subject.unit}", 303)


def _unready(room: Room, subject: Subject, sent: Sent) -> tuple[Told, ...]:
    if sent.broken:
        return (Told("", sent.broken),)
    if not sent.reason:
        return (Told("", NO_REASON, "reason"),)
    return (Told("", NO_CHANGE),) if sent.text == sent.base else ()


def _refused(room: Room, subject: Subject, sent: Sent, told: tuple[Told, ...]) -> Response:
    kept = _keep(room, subject, sent)
    page = _page(room, subject, sent, looking.at(room, subject, sent.text, sent.answer))
    return render(room.request, EDITOR, replace(page, refused=told, drafted=kept), 422)


def _keep(room: Room, subject: Subject, sent: Sent) -> datetime | None:
    """The text as a draft; when that was, or None where it is the text in service."""
    with room.database.write() as session:
        drafts.keep(session, room.member.account, subject.key, sent.text, sent.base)
        session.commit()
    return datetime.now(UTC) if sent.text != sent.base else None


def _page(room: Room, subject: Subject, sent: Sent, look: Look) -> EditorPage:
    form = forms.form(sent.text) if sent.to == FORM and subject.item else None
    return EditorPage(
        title=f"{subject.name} 고치기" if sent.base else f"새 문항 {subject.name}",
        subject=subject,
        mode=FORM if form else RAW,
        text=sent.text,
        base=sent.base,
        look=replace(look, in_form=form is not None),
        form=form,
        reason=sent.reason,
        answer=sent.answer,
        how=HOW.get(look.card.kind, "") if look.card else "",
        retirable=subject.item in room.course.questions,
        offered=suggesting.names(room.course, subject.unit) if form else {},
        images=() if subject.item or subject.shared else images.listed(room.published.folder, subject.unit),
    )


def _merge(room: Room, subject: Subject, sent: Sent, theirs: str) -> Response:
    """Both texts, what each changed, and both together where that is free of conflict. The draft stays."""
    both = merging.merged(sent.base, sent.text, theirs)
    page = MergePage(
        title=f"{subject.name}: 두 사람이 함께 고쳤습니다",
        subject=subject,
        mine=sent.text,
        theirs=theirs,
        text=both if both is not None else sent.text,
        reason=sent.reason,
        by=next(iter(versions.of(room.published, subject)), None),
        changed_by_them=merging.compare(sent.base, theirs),
        changed_by_me=merging.compare(sent.base, sent.text),
        merged=both is not None,
    )
    return render(room.request, MERGE, page, 409)

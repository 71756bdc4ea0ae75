"""The correction of one item: opened, foreseen, done. Nothing is published that was not foreseen as it is, and nothing
typed is lost. Knows no address but where it leads on."""

from __future__ import annotations

from dataclasses import replace

from fastapi import HTTPException, Response
from fastapi.responses import RedirectResponse

from app.authoring.editing import drafts, merging, proofing, saving, subjects
from app.authoring.editing.proofing import Told
from app.authoring.editing.room import Room
from app.authoring.editing.saving import ClashError
from app.authoring.editing.subjects import Subject
from app.authoring.git import GitError
from app.authoring.items import ItemError
from app.authoring.published import ConflictError, RejectedError
from app.authoring.regrading import announcing, committing, drafting, foreseeing, records
from app.authoring.regrading.drafting import Draft, Sent
from app.authoring.regrading.pages import CorrectionPage
from app.authoring.regrading.policies import POLICIES
from app.bank.kinds import KINDS
from app.pages import render
from app.people import auditing
from app.study.asking import dealt

PAGE = "authoring/regrading/correction.html"
UNDONE = "다시 채점한 것을 되돌립니다."
TOO_BUSY = "다른 사람이 같은 파일을 계속 고치고 있습니다. 잠시 뒤에 다시 눌러 주세요."


def opened(room: Room, item: str, undo: int | None) -> Response:
    """With the editor's draft of the item; to undo a regrade, with the text that was in service before it."""
    subject = _subject(room, item)
    text = _current(room, subject)
    with room.database.read() as session:
        draft = drafts.find(session, room.member.account, subject.key)
        line = room.request.app.state.regrades
        record = records.find(session, line, undo) if undo else None
        older = records.text_before(session, room.published, subject, record.number) if record else None
    sent = drafting.fresh(room.course.questions[item], text, text)
    if record and record.item == item:
        sent = replace(sent, text=older or text, policy="new", reason=UNDONE, private=True)
        return render(room.request, PAGE, replace(_page(room, subject, sent), undo=record.number))
    if draft:
        sent = replace(sent, text=draft.text, base=draft.based_on)
    return render(room.request, PAGE, replace(_page(room, subject, sent), drafted=draft is not None))


def foreseen(room: Room, item: str, sent: Sent) -> Response:
    """The form again, with the dry run or with what is to be mended."""
    subject = _subject(room, item)
    return _shown(room, subject, sent, drafting.draft(room.course, subject, sent))


def corrected(room: Room, item: str, sent: Sent) -> Response:
    """303 to the regrade, which is then at work; 422 with what to mend, 409 where somebody else was faster."""
    subject = _subject(room, item)
    draft = drafting.draft(room.course, subject, sent)
    if draft.told or draft.question is None or sent.seen != draft.name:
        return _shown(room, subject, sent, draft, moved=not draft.told)
    changes = draft.text != _current(room, subject)
    try:
        if changes:
            who = room.member.account
            with announcing.announced(room.database, draft.question, sent.policy, sent.reason, who):
                saving.save(room.request, room.member, subject, draft.text, sent.base, sent.reason)
    except ClashError as clash:
        page = replace(_page(room, subject, replace(sent, base=clash.theirs)), theirs=clash.theirs)
        return render(room.request, PAGE, page, 409)
    except RejectedError as error:
        edits = subjects.edits(room.published, subject, draft.text)
        return _refused(room, subject, sent, proofing.told(error.problems, subject, edits))
    except (ItemError, GitError, ConflictError) as error:
        told = TOO_BUSY if isinstance(error, ConflictError) else str(error)
        return _refused(room, subject, sent, (Told("", told),))
    number = _begin(room, item, sent, changes)
    room.request.app.state.regrades.add(number)
    return RedirectResponse(f"/authoring/regrades/{number}", 303)


def _begin(room: Room, item: str, sent: Sent, changes: bool) -> int:
    revision, who = room.course.revisions[item], room.member.account
    with room.database.write() as session:
        number = committing.begin(session, item, revision, sent.policy, sent.reason, who).id
        act = "item.corrected" if changes else "regrade.begun"
        auditing.record(session, who, act, item, regrade=number, policy=sent.policy, reason=sent.reason)
        session.commit()
    return number


def _shown(room: Room, subject: Subject, sent: Sent, draft: Draft, moved: bool = False) -> Response:
    if draft.told or draft.question is None:
        return _refused(room, subject, sent, draft.told)
    found = foreseeing.foresee(room.database, room.course, draft.question, sent.policy)
    diff = merging.compare(_current(room, subject), draft.text)
    page = replace(_page(room, subject, sent), foreseen=found, diff=diff, name=draft.name, moved=moved)
    return render(room.request, PAGE, page, 422 if moved else 200)


def _refused(room: Room, subject: Subject, sent: Sent, told: tuple[Told, ...]) -> Response:
    return render(room.request, PAGE, replace(_page(room, subject, sent), told=told), 422)


def _page(room: Room, subject: Subject, sent: Sent) -> CorrectionPage:
    question = room.course.questions[subject.item]
    return CorrectionPage(
        title=f"{subject.item} 바로잡기",
        subject=subject,
        prompt=KINDS[question.kind].prompt(question, dealt(question, "", 0)),
        sent=sent,
        policies=POLICIES,
        references=tuple(room.course.bank.references),
        erratum_exists=question.correction is not None,
    )


def _subject(room: Room, item: str) -> Subject:
    return Subject(room.course.unit_of[item], item)


def _current(room: Room, subject: Subject) -> str:
    try:
        return subjects.current(room.published, subject)
    except ItemError as error:
        raise HTTPException(409, f"{subject.path}을 읽을 수 없어 열지 못했습니다. {error}") from None

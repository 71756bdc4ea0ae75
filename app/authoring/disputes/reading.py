"""One disputed item: the question and its key, how it was answered, and each learner's dispute. Writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.authoring.disputes.figures import figures
from app.authoring.disputes.listing import standing
from app.authoring.disputes.pages import ItemPage, Message, Objection
from app.bank.kinds import KINDS
from app.bank.question import Question, Step
from app.course import Course
from app.people.tables import Account
from app.study.asking import dealt
from app.study.dispute_tables import Dispute, DisputeMessage
from app.study.doubts import REASONS
from app.study.holding import HOLDS
from app.study.tables import Grade, ItemRevision, Response
from app.study.telling import as_worded, prompt, told

MOST = 200  # disputes of one item on the page: those that are open, then the latest


@dataclass(frozen=True)
class _Found:
    """What belongs to one dispute."""

    dispute: Dispute
    response: Response
    grade: Grade  # the one that was doubted
    now: str
    who: str | None
    seen: ItemRevision
    judged: ItemRevision
    first: Response | None


def item_page(session: Session, course: Course, item: str) -> ItemPage:
    """Raises LookupError where nobody ever disputed it."""
    question, asked = standing(session, course, item)
    found = _found(session, item)
    if not found:
        raise LookupError(item)
    threads = _threads(session, [one.dispute.id for one in found])
    values = dealt(question, "", 0)
    kind, waiting = KINDS[question.kind], [one for one in found if one.dispute.outcome is None]
    key, now = kind.key(question, values), course.revisions.get(item)
    return ItemPage(
        title=f"이의 제기: {item}",
        item=item,
        prompt=prompt(question),
        options=tuple((option.text, option.correct) for option in kind.options(question, values)),
        key=key.key,
        explanation=key.explanation,
        figures=figures(session, question, asked),
        objections=tuple(_objection(question, one, threads[one.dispute.id]) for one in found),
        through=max(one.dispute.id for one in found),
        unchanged=bool(waiting) and all(one.judged.id == now for one in waiting),
        gone=item not in course.questions,
        unseen=any(one.dispute.looked is None for one in found),
    )


def _found(session: Session, item: str) -> list[_Found]:
    newest, first = aliased(Grade), aliased(Response)
    seen, judged = aliased(ItemRevision), aliased(ItemRevision)
    wanted = (
        select(Dispute, Response, Grade, newest.outcome, Account.shown, seen, judged, first)
        .join(Response, Response.id == Dispute.response_id)
        .join(Grade, Grade.id == Dispute.grade_id)
        .join(newest, newest.id == HOLDS)
        .join(seen, seen.id == Response.prompt_revision)
        .join(judged, judged.id == Grade.key_revision)
        .outerjoin(first, first.id == Response.retry_of)
        .outerjoin(Account, Account.learner_id == Dispute.learner_id)
        .where(Dispute.item_id == item)
        .order_by(Dispute.outcome.is_not(None), Dispute.id.desc())
        .limit(MOST)
    )
    rows = [_Found(*row) for row in session.execute(wanted)]
    waiting = [one for one in rows if one.dispute.outcome is None]
    return waiting[::-1] + rows[len(waiting) :]


def _threads(session: Session, disputes: Sequence[int]) -> dict[int, list[Message]]:
    found: dict[int, list[Message]] = defaultdict(list)
    wanted = (
        select(DisputeMessage, Account.shown)
        .outerjoin(Account, Account.id == DisputeMessage.account_id)
        .where(DisputeMessage.dispute_id.in_(disputes), DisputeMessage.text != "")
        .order_by(DisputeMessage.id)
    )
    for message, who in session.execute(wanted):
        found[message.dispute_id].append(Message(who or "", message.text, message.created))
    return found


def _objection(question: Question, found: _Found, thread: Sequence[Message]) -> Objection:
    dispute, response, grade = found.dispute, found.response, found.grade
    read, judged = as_worded(found.seen), as_worded(found.judged)
    shown, key = prompt(read, response.dealt), KINDS[judged.kind].key(judged, response.dealt).key
    key_now = KINDS[question.kind].key(question, dealt(question, "", 0)).key
    return Objection(
        number=dispute.id,
        who=found.who or f"이름 없는 학습자 #{dispute.learner_id}",
        when=dispute.created,
        reason=REASONS[dispute.reason],
        state=dispute.outcome or "open",
        prompt="" if shown == prompt(question) else shown,
        answer=told(read, response.dealt, response.raw),
        first=told(read, found.first.dealt, found.first.raw) if found.first else (),
        outcome=grade.outcome,
        now=found.now,
        feedback=grade.feedback,
        trace=tuple(Step(**step) for step in grade.trace),
        key="" if key == key_now else key,
        thread=tuple(thread),
    )

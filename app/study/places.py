"""Who asks, what they ask for and where they go back to: what the study room's routes read from a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Form, HTTPException, Request
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bank.question import Question
from app.bank.revisions import prompt_revision
from app.course import Course
from app.database import LARGEST, Database
from app.errors import keep_typed
from app.people.cookie import Visitor, visitor
from app.people.limiting import TooManyError, sender
from app.study.asking import API, LECTURE, Asked
from app.study.closing import is_over
from app.study.opening import is_open, newest, turns
from app.study.revisions import asked_then
from app.study.tables import Attempt, Response
from app.study.withholding import moment, withheld

MOST_DEALS = 1_000_000
OVER = "과제가 마감되어 방금 보낸 것은 기록하지 않았습니다. 마감 전에 칸에 적혀 저장된 답은 그대로 채점합니다."


@dataclass(frozen=True)
class Desk:
    """What every route of the study room needs."""

    request: Request
    course: Course
    database: Database
    who: Visitor

    def in_turn(self) -> Desk:
        """With the course of this moment. Asked by whoever writes, once their turn has come: a key may have been
        corrected while they waited, and the answers before judged anew."""
        return replace(self, course=self.course_of_now())

    def course_of_now(self) -> Course:
        """For whoever asks it themselves when their turn has come."""
        course: Course = self.request.app.state.course
        return course


async def desk(request: Request) -> Desk:
    """`async` because it waits for nothing: a plain function would be sent to a thread and back."""
    state = request.app.state
    return Desk(request, state.course, state.database, visitor(request))


@dataclass(frozen=True)
class Sent:
    """What a question's form carries."""

    answer: list[str]
    deal: int
    place: str
    shown: str
    page: str
    since: str


async def sent(
    request: Request,
    answer: Annotated[list[str] | None, Form()] = None,
    deal: Annotated[int, Form(ge=0, le=MOST_DEALS)] = 0,
    place: Annotated[str, Form(pattern=rf"^({LECTURE}|\d{{1,15}})$")] = LECTURE,
    shown: Annotated[str, Form(max_length=40)] = "",
    page: Annotated[str, Form(pattern=r"^([0-9]{1,30}\.[0-9]{1,9})?$")] = "",
    since: Annotated[str, Form(max_length=40)] = "",
) -> Sent:
    keep_typed(request, answer or [])
    return Sent(answer or [], deal, place, shown, page, since)


def admit(request: Request, typed: Sequence[str] = (), draft: bool = False) -> None:
    """What is about to be kept for its sender. 429 where that was too much for a day."""
    try:
        request.app.state.tries.send(sender(request), len("".join(typed)), draft)
    except TooManyError as refusal:
        raise HTTPException(429, str(refusal), {"Retry-After": str(refusal.seconds)}) from None


TheDesk = Annotated[Desk, Depends(desk)]
TheForm = Annotated[Sent, Depends(sent)]


def question(content: Course, item_id: str) -> Question:
    found = content.questions.get(item_id)
    if found is None:
        raise HTTPException(404, "그런 문항이 없습니다.")
    return found


def attempt_of(session: Session, learner_id: int | None, attempt_id: int) -> Attempt:
    """The learner's own round; somebody else's is not there at all."""
    wanted = select(Attempt).where(Attempt.id == attempt_id, Attempt.learner_id == learner_id)
    found = session.scalar(wanted) if learner_id is not None and 0 < attempt_id <= LARGEST else None
    if found is None:
        raise HTTPException(404, "그런 회차가 없습니다. 다른 브라우저에서 시작했다면 그곳에서 이어서 풀 수 있습니다.")
    return found


def asked(session: Session, learner_id: int, who: Visitor, item: Question, form: Sent) -> tuple[Asked, int]:
    """What the form answers, and the deal that its place begins with. 404 when the place does not ask it."""
    kept, carried = item.id in withheld(session, learner_id), (form.page, form.since)
    if form.place == LECTURE:
        what = Asked(learner_id, who.handle, item, LECTURE, form.deal, None, form.shown, kept, *carried)
        return _opened(session, what, 0), 0
    attempt = attempt_of(session, learner_id, int(form.place))
    first = dict(attempt.items).get(item.id)
    if first is None:
        raise HTTPException(404, "이 회차에 없는 문항입니다.")
    if attempt.finished:
        raise HTTPException(409)
    if is_over(session, attempt, moment(session)):
        raise HTTPException(409, OVER)
    deal = max(form.deal, first)
    what = Asked(learner_id, who.handle, item, str(attempt.id), deal, attempt.id, form.shown, kept, *carried)
    return _opened(session, what, first), first


def _opened(session: Session, what: Asked, first: int) -> Asked:
    """One showing after the other: 404 while the one before it still takes an answer, whose key the next would tell."""
    if what.deal > max(first, newest(session, what)):
        before = replace(what, deal=what.deal - 1)
        answered = turns(session, before)
        if is_open(session, before, answered) and not _reworded(session, what.question, answered):
            raise HTTPException(404, "아직 열지 않은 문항입니다.")
    return what


def _reworded(session: Session, item: Question, answered: Sequence[Response]) -> bool:
    """Whether the question begins afresh, with its retry gone: what was answered is not asked any more."""
    if not answered:
        return False
    return asked_then(session, answered[-1]) != prompt_revision(item)


def way_back(session: Session, content: Course, item: Question, place: str) -> str:
    """The page on which the question stands, for browsers without JavaScript; what a program answered has no other than
    the lecture."""
    if place in (LECTURE, API):
        return f"/lectures/{content.unit_of[item.id]}#q-{item.id}"
    attempt = session.get_one(Attempt, int(place))
    number = [name for name, _ in attempt.items if name in content.questions].index(item.id) + 1
    return f"/practice/{place}?n={number}#q-{item.id}"

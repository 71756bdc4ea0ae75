"""/api/v1 for other programs: units, items, and answers to them. Parses and shapes; judges nothing itself."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bank.kinds import KINDS
from app.bank.question import FormatError, Question, Raw
from app.course import Course
from app.errors import ApiError, ErrorOut
from app.people.cookie import remember
from app.people.learners import enrol
from app.study import answering, history
from app.study.api_shapes import AnswerIn, ItemOut, ItemsOut, UnitsOut, VerdictOut
from app.study.asking import API, LONGEST, TOO_LONG, Asked, length
from app.study.places import TheDesk, admit
from app.study.shaping import item_out, malformed_out, unit_out, verdict_out
from app.study.tables import Grade
from app.study.tables import Response as Answered
from app.study.withholding import withheld

PAGE = 50
WITHHELD = "열려 있는 과제의 문항입니다. 과제에서 답해 주세요. 마감된 뒤에는 여기에서도 답할 수 있습니다."
REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorOut, "description": "Broken UTF-8 or JSON"},
    403: {"model": ErrorOut, "description": "The request names a foreign origin, or an open assignment keeps the key"},
    404: {"model": ErrorOut, "description": "No such item"},
    413: {"model": ErrorOut, "description": "The body is longer than 1 MiB"},
    422: {"model": ErrorOut, "description": "Wrong type, or more than 10,000 code points"},
    429: {"model": ErrorOut, "description": "One address, or one account, has sent too much today; see Retry-After"},
}

router = APIRouter(prefix="/api/v1", tags=["study"], responses=REFUSALS)


@router.get("/units", summary="The units of the course")
def units(desk: TheDesk) -> UnitsOut:
    course = desk.course
    return UnitsOut(units=[unit_out(course, slug, title) for slug, title in course.titles.items()])


@router.get("/items", summary="Items, without their keys", response_model_exclude_unset=True)
def items(
    desk: TheDesk,
    unit: Annotated[str | None, Query(description="Only of this unit.")] = None,
    kind: Annotated[str | None, Query(description="Only of this kind, such as `ox`.")] = None,
    after: Annotated[str | None, Query(description="Begin behind this id; `next` carries it.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = PAGE,
) -> ItemsOut:
    course = desk.course
    found = [
        question
        for question in course.questions.values()
        if unit in (None, course.unit_of[question.id]) and kind in (None, question.kind)
    ]
    ids = [question.id for question in found]
    if after is not None and after not in ids:
        raise ApiError(422, "invalid", f"‘{after}’ 다음부터 셀 수 없습니다. 그런 문항이 목록에 없습니다.", "after")
    start = ids.index(after) + 1 if after else 0
    part, more = found[start : start + limit], len(found) > start + limit
    query = {"unit": unit, "kind": kind, "limit": limit, "after": part[-1].id if part else None}
    following = urlencode({name: value for name, value in query.items() if value is not None})
    return ItemsOut(
        items=[item_out(course, each) for each in part], next=f"/api/v1/items?{following}" if more else None
    )


@router.get("/items/{item_id}", summary="One item, without its key", response_model_exclude_unset=True)
def item(desk: TheDesk, item_id: str) -> ItemOut:
    return item_out(desk.course, _question(desk.course, item_id))


@router.post("/items/{item_id}/responses", summary="Answer an item")
def respond(desk: TheDesk, item_id: str, sent: AnswerIn, response: Response) -> VerdictOut:
    """Judges and records an answer. The first answer counts; the one after a near miss is recorded as its retry."""
    admit(desk.request, sent.answer)
    with desk.database.write() as session:
        desk = desk.in_turn()
        question = _question(desk.course, item_id)
        raw = _checked(question, sent.answer)
        learner = enrol(session, desk.who)
        if item_id in withheld(session, learner):
            raise ApiError(403, "withheld", WITHHELD, "item_id")
        hinted = _hinted(session, learner, question)
        what = Asked(learner, desk.who.handle, question, API, _next_deal(session, desk.course, learner, question))
        try:
            turn = answering.answer(session, desk.course, what, raw)
        except FormatError as error:
            return malformed_out(desk.course, question, str(error))
        assert turn is not None  # noqa: S101 -- `_next_deal` never names a showing that is over
        verdict = verdict_out(desk.course, question, turn, tells=hinted or not turn.grade.near_miss)
        session.commit()
    remember(desk.request, response)
    return verdict


def _question(course: Course, item_id: str) -> Question:
    found = course.questions.get(item_id)
    if found is None:
        raise ApiError(404, "not_found", f"‘{item_id}’이라는 문항이 없습니다.", "item_id")
    return found


def _checked(question: Question, raw: Raw) -> Raw:
    """The answer in the shape that its kind reads. A list where one value is asked is of the wrong type."""
    if any("\ud800" <= letter <= "\udfff" for part in raw for letter in part):
        raise ApiError(400, "bad_request", "UTF-8로 적을 수 없는 글자가 있습니다.")
    several = len(getattr(question, "blanks", ())) > 1 or bool(KINDS[question.kind].options(question, {}))
    if isinstance(raw, list) and not several:
        if len(raw) != 1:
            raise ApiError(422, "wrong_type", "이 문항의 답은 문자열 하나입니다.", "answer")
        raw = raw[0]
    if length(raw) > LONGEST:
        raise ApiError(422, "too_long", TOO_LONG, "answer")
    return raw


def _next_deal(session: Session, course: Course, learner: int, question: Question) -> int:
    """Each request is a showing of its own, but for the one after a near miss to the same words, which is its retry."""
    turns = history.read(session, learner, API, [question.id]).turns.get(question.id)
    if not turns:
        return 0
    last = turns[-1]
    retry = last.hides_key and last.asked == course.bank.prompt_revision(question.id)
    return last.response.deal + (0 if retry else 1)


def _hinted(session: Session, learner: int, question: Question) -> bool:
    """Whether this learner has had a hint on this item before, here or on a page."""
    mine = select(Grade.id).join(Answered, Answered.id == Grade.response_id)
    mine = mine.where(Answered.learner_id == learner, Answered.item_id == question.id, Grade.near_miss)
    return session.scalar(mine.limit(1)) is not None

"""/api/v1 for other programs: units, items, and answers to them. Parses and shapes; judging and recording are elsewhere."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.bank.kinds import KINDS
from app.bank.question import FormatError, Question, Raw
from app.course import Course
from app.errors import ApiError
from app.people.cookie import remember
from app.people.learners import enrol
from app.study import attempts, history
from app.study.api_shapes import AnswerIn, ErrorOut, ItemOut, ItemsOut, UnitOut, UnitsOut, VerdictOut
from app.study.asking import API, LONGEST, TOO_LONG, Asked, dealt, length
from app.study.history import Turn
from app.study.places import TheCourse, TheDesk
from app.study.showing import cited
from app.study.tables import Grade
from app.study.tables import Response as Answered

PAGE = 50
REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorOut, "description": "Broken UTF-8 or JSON"},
    403: {"model": ErrorOut, "description": "The request names a foreign origin"},
    404: {"model": ErrorOut, "description": "No such item"},
    413: {"model": ErrorOut, "description": "The body is longer than 1 MiB"},
    422: {"model": ErrorOut, "description": "Wrong type, or more than 10,000 code points"},
}

router = APIRouter(prefix="/api/v1", tags=["study"], responses=REFUSALS)


@router.get("/units", summary="The units of the course")
def units(course: TheCourse) -> UnitsOut:
    return UnitsOut(
        units=[
            UnitOut(
                slug=slug,
                title=title,
                items=sum(unit == slug for unit in course.unit_of.values()),
                sections=[asdict(section) for section in course.sections(slug)],  # type: ignore[misc]
            )
            for slug, title in course.titles.items()
        ]
    )


@router.get("/items", summary="Items, without their keys", response_model_exclude_none=True)
def items(
    course: TheCourse,
    unit: Annotated[str | None, Query(description="Only of this unit.")] = None,
    kind: Annotated[str | None, Query(description="Only of this kind, such as `ox`.")] = None,
    after: Annotated[str | None, Query(description="Begin behind this id; `next` carries it.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = PAGE,
) -> ItemsOut:
    found = [
        question
        for question in course.questions.values()
        if unit in (None, course.unit_of[question.id]) and kind in (None, question.kind)
    ]
    ids = [question.id for question in found]
    start = ids.index(after) + 1 if after in ids else 0
    part, more = found[start : start + limit], len(found) > start + limit
    query = {"unit": unit, "kind": kind, "limit": limit, "after": part[-1].id if part else None}
    following = urlencode({name: value for name, value in query.items() if value is not None})
    return ItemsOut(items=[_item(course, each) for each in part], next=f"/api/v1/items?{following}" if more else None)


@router.get("/items/{item_id}", summary="One item, without its key", response_model_exclude_none=True)
def item(course: TheCourse, item_id: str) -> ItemOut:
    return _item(course, _question(course, item_id))


@router.post("/items/{item_id}/responses", summary="Answer an item")
def respond(desk: TheDesk, item_id: str, sent: AnswerIn, response: Response) -> VerdictOut:
    """Judges and records an answer. The first answer counts; the one after a near miss is recorded as its retry."""
    question = _question(desk.course, item_id)
    raw = _checked(question, sent.answer)
    with desk.database.write() as session:
        learner = enrol(session, desk.who)
        what = Asked(learner, desk.who.handle, question, API, _deal(session, learner, question))
        earlier = _near_miss_before(session, learner, question)
        try:
            number = attempts.answer(session, desk.course, what, raw).id
        except FormatError as error:
            return _malformed(desk.course, question, str(error))
        known = history.read(session, learner, API, [question.id])
        turn = next(turn for turn in known.turns[question.id] if turn.response.id == number)
        verdict = _verdict(desk.course, question, turn, withheld=turn.grade.near_miss and not earlier)
        session.commit()
    remember(desk.request, response)
    return verdict

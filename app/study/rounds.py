"""Rounds of practice: choose, go through, look back. `picking` decides what is asked, `attempts` writes it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.pages import render
from app.people.cookie import remember
from app.people.learners import enrol, learner_id
from app.study import attempts
from app.study.choosing import page
from app.study.closing import close, is_over
from app.study.looking_back import is_empty, result_page, round_page, unfinished, wrong_items
from app.study.picking import Chosen, Count, Level, Which, matching, pick
from app.study.places import Desk, TheDesk, admit, attempt_of
from app.study.progress import progress
from app.study.tables import Attempt
from app.study.withholding import moment, withheld

router = APIRouter(prefix="/practice", include_in_schema=False)


async def from_query(
    unit: str = "",
    kind: str = "",
    concept: str = "",
    difficulty: Literal["", Level] = "",
    which: Which = "all",
    count: Count = "10",
) -> Chosen:
    return Chosen(unit, kind, concept, difficulty, which, count)


async def from_form(
    unit: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "",
    concept: Annotated[str, Form()] = "",
    difficulty: Annotated[Literal["", Level], Form()] = "",
    which: Annotated[Which, Form()] = "all",
    count: Annotated[Count, Form()] = "10",
) -> Chosen:
    return Chosen(unit, kind, concept, difficulty, which, count)


@router.get("")
def choose(desk: TheDesk, chosen: Annotated[Chosen, Depends(from_query)]) -> Response:
    return _choice(desk, chosen)


@router.post("")
def begin(desk: TheDesk, chosen: Annotated[Chosen, Depends(from_form)]) -> Response:
    admit(desk.request)
    with desk.database.write() as session:
        learner = enrol(session, desk.who)
        attempt = attempts.just_started(session, learner, chosen.as_form()) or _start(session, desk, learner, chosen)
        number = attempt.id if attempt else None
        session.commit()
    if number is None:
        return remember(desk.request, _choice(desk, chosen, 422))
    return remember(desk.request, RedirectResponse(f"/practice/{number}", 303))


def _start(session: Session, desk: Desk, learner: int, chosen: Chosen) -> Attempt | None:
    """A new round, unless nothing fits."""
    outcomes = progress(session, learner, desk.course.questions).outcomes
    kept = withheld(session, learner)
    questions = [question for question in desk.course.questions.values() if question.id not in kept]
    fitting = matching(questions, desk.course.unit_of, outcomes, chosen)
    items = pick(fitting, chosen.count, random.Random())  # noqa: S311 -- no secret
    return attempts.start(session, learner, chosen.as_form(), items) if items else None


@router.get("/{attempt_id}")
def go_through(desk: TheDesk, attempt_id: int, n: Annotated[int | None, Query(ge=1, le=10_000)] = None) -> Response:
    with desk.database.read() as session:
        attempt = attempt_of(session, learner_id(session, desk.who), attempt_id)
        if is_empty(desk.course, attempt):
            raise HTTPException(404, "이 회차의 문항이 모두 강의에서 빠졌습니다. 연습을 새로 시작해 주세요.")
        if is_over(session, attempt, moment(session)):
            return _close(desk, attempt_id)
        shown = round_page(session, desk.course, desk.who.handle, attempt, n)
    return render(desk.request, "study/round.html", shown)


@router.post("/{attempt_id}/finish")
def finish(desk: TheDesk, attempt_id: int) -> Response:
    return _close(desk, attempt_id)


@router.get("/{attempt_id}/result")
def result(desk: TheDesk, attempt_id: int) -> Response:
    """Of a finished round. Keys are told here, so a round that is still open is shown as such."""
    with desk.database.read() as session:
        attempt = attempt_of(session, learner_id(session, desk.who), attempt_id)
        if attempt.finished is None:  # one whose time has passed is closed there
            return RedirectResponse(f"/practice/{attempt_id}", 303)
        shown = result_page(session, desk.course, desk.who.handle, attempt)
    return render(desk.request, "study/result.html", shown)


@router.post("/{attempt_id}/wrong")
def retry_wrong(desk: TheDesk, attempt_id: int) -> Response:
    admit(desk.request)
    with desk.database.write() as session:
        learner = learner_id(session, desk.who)
        attempt = attempt_of(session, learner, attempt_id)
        items = wrong_items(session, desk.course, attempt)
        if not items:
            raise HTTPException(409, "이 회차에는 틀린 문항이 없습니다.")
        again = attempts.start(session, attempt.learner_id, {"wrong_of": str(attempt_id)}, _shuffled(items)).id
        session.commit()
    return RedirectResponse(f"/practice/{again}", 303)


def _close(desk: Desk, attempt_id: int) -> Response:
    with desk.database.write() as session:
        attempt = attempt_of(session, learner_id(session, desk.who), attempt_id)
        close(session, desk.course_of_now(), attempt, moment(session))
        session.commit()
    return RedirectResponse(f"/practice/{attempt_id}/result", 303)


def _shuffled(items: Sequence[str]) -> list[str]:
    return random.Random().sample(items, len(items))  # noqa: S311 -- no secret


def _choice(desk: Desk, chosen: Chosen, status: int = 200) -> Response:
    with desk.database.read() as session:
        learner = learner_id(session, desk.who)
        outcomes = progress(session, learner, desk.course.questions).outcomes
        rounds = unfinished(session, desk.course, learner)
        kept = withheld(session, learner)
    return render(desk.request, "study/practice.html", page(desk.course, outcomes, chosen, rounds, kept), status)

"""What a learner does with an assignment: looks at it, begins a round or goes on with it. The round itself runs through
the pages of practice. Parses, calls, renders."""

from __future__ import annotations

import random

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.classes import assignments
from app.classes.marks import shares
from app.classes.pages import Round, TaskPage
from app.classes.reaching import assigned_to
from app.classes.rosters import RefusedError
from app.pages import render
from app.people.learners import enrol, learner_id
from app.people.permissions import AMember
from app.study.class_tables import Assignment, Classroom
from app.study.closing import close_due
from app.study.places import Desk, TheDesk
from app.study.withholding import moment, withheld

router = APIRouter(prefix="/classes/assignments", include_in_schema=False)


@router.get("/{number}")
def show(desk: TheDesk, member: AMember, number: int) -> Response:
    return _page(desk, number)


@router.post("/{number}/take")
def take(desk: TheDesk, member: AMember, number: int) -> Response:
    with desk.database.write() as session:
        learner = enrol(session, desk.who)
        now = moment(session)
        try:
            assignment = assigned_to(session, learner, number, now)
            rng = random.Random()  # noqa: S311 -- no secret
            attempt = assignments.take(session, desk.course, assignment, learner, rng, now).id
        except RefusedError as refusal:
            session.rollback()
            return _page(desk, number, str(refusal))
        session.commit()
    return RedirectResponse(f"/practice/{attempt}", 303)


def _page(desk: Desk, number: int, problem: str = "") -> Response:
    with desk.database.read() as session:
        learner = learner_id(session, desk.who)
    if learner is not None:
        close_due(desk.database, desk.course_of_now, number, learner)
    with desk.database.read() as session:  # a session sees nothing that was written after it began
        now = moment(session)
        page = _shown(session, assigned_to(session, learner, number, now), learner, problem)
    return render(desk.request, "classes/task.html", page, 409 if problem else 200)


def _shown(session: Session, assignment: Assignment, learner: int | None, problem: str) -> TaskPage:
    taken = assignments.rounds(session, assignment.id, learner)
    kept = not withheld(session, learner).isdisjoint(assignment.items)
    told = {} if kept else shares(session, assignment, taken)
    return TaskPage(
        title=assignment.title,
        number=assignment.id,
        classroom=session.get_one(Classroom, assignment.classroom_id).name,
        asked=assignment.count or len(assignment.items),
        closes=assignment.closes,
        closed=assignment.closes <= moment(session),
        withheld=kept,
        allowed=assignment.attempts,
        rounds=tuple(
            Round(one.id, one.created, one.finished is not None, told.get(one.id) if one.finished else None)
            for one in taken
        ),
        begun=any(one.finished is None for one in taken),
        problem=problem,
    )

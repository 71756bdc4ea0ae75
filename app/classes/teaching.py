"""What an instructor does with classes: makes them, hands out their code, sees who is in. Parses, calls, renders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.classes import assignments, codes, rosters
from app.classes.advancing import advances
from app.classes.pages import AdvancePage, ClassroomPage, Listed, Taught, TaughtPage
from app.classes.reaching import classroom_of, pupil_of
from app.classes.rosters import RefusedError
from app.pages import render
from app.people.cookie import Member
from app.people.permissions import AnInstructor
from app.study.class_tables import Classroom
from app.study.tables import Attempt
from app.study.withholding import CLOSED, moment

router = APIRouter(prefix="/authoring/classes", include_in_schema=False)
Text = Annotated[str, Form()]


@router.get("")
def listed(request: Request, member: AnInstructor) -> Response:
    return _list(request, member)


@router.post("")
def make(request: Request, member: AnInstructor, name: Text = "") -> Response:
    with request.app.state.database.write() as session:
        try:
            number = rosters.make(session, name, by=member.account, now=datetime.now(UTC)).id
        except RefusedError as refusal:
            session.rollback()
            return _list(request, member, name, str(refusal))
        session.commit()
    return RedirectResponse(f"/authoring/classes/{number}", 303)


@router.get("/{number}")
def show(request: Request, member: AnInstructor, number: int) -> Response:
    return _classroom(request, member, number)


@router.get("/{number}/progress")
def progress(request: Request, member: AnInstructor, number: int) -> Response:
    course = request.app.state.course
    with request.app.state.database.read() as session:
        room = classroom_of(session, member, number)
        found = advances(session, course, rosters.pupils(session, room.id))
        page = AdvancePage("단원 진도", room.id, room.name, tuple(course.titles.values()), found)
    return render(request, "classes/progress.html", page)


@router.post("/{number}/name")
def rename(request: Request, member: AnInstructor, number: int, name: Text = "") -> Response:
    with request.app.state.database.write() as session:
        try:
            rosters.rename(session, classroom_of(session, member, number), name, by=member.account)
        except RefusedError as refusal:
            session.rollback()
            return _classroom(request, member, number, name, str(refusal))
        session.commit()
    return RedirectResponse(f"/authoring/classes/{number}", 303)


@router.post("/{number}/code")
def renew_code(request: Request, member: AnInstructor, number: int) -> Response:
    return _change(request, member, number, lambda session, room: rosters.renew(session, room, by=member.account))


@router.post("/{number}/code/close")
def close_code(request: Request, member: AnInstructor, number: int) -> Response:
    return _change(request, member, number, lambda session, room: rosters.close(session, room, by=member.account))


@router.post("/{number}/members/{learner}/remove")
def take_out(request: Request, member: AnInstructor, number: int, learner: int) -> Response:
    def act(session: Session, room: Classroom) -> None:
        pupil = pupil_of(session, room, learner)
        rosters.take_out(session, room, pupil, by=member.account, now=datetime.now(UTC))

    return _change(request, member, number, act)


@router.post("/{number}/members/{learner}/restore")
def take_back(request: Request, member: AnInstructor, number: int, learner: int) -> Response:
    def act(session: Session, room: Classroom) -> None:
        rosters.take_back(session, room, pupil_of(session, room, learner), by=member.account)

    return _change(request, member, number, act)


def _change(request: Request, member: Member, number: int, act: Callable[[Session, Classroom], None]) -> Response:
    with request.app.state.database.write() as session:
        act(session, classroom_of(session, member, number))
        session.commit()
    return RedirectResponse(f"/authoring/classes/{number}", 303)


def _list(request: Request, member: Member, typed: str = "", problem: str = "") -> Response:
    with request.app.state.database.read() as session:
        classes = tuple(
            Taught(room.id, room.name, who, pupils) for room, who, pupils in rosters.taught(session, member)
        )
    page = TaughtPage("반", classes, typed, problem)
    return render(request, "classes/taught.html", page, 422 if problem else 200)


def _classroom(request: Request, member: Member, number: int, typed: str | None = None, problem: str = "") -> Response:
    with request.app.state.database.read() as session:
        room = classroom_of(session, member, number)
        code = codes.shown(room.code) if room.code else ""
        page = ClassroomPage(
            title=room.name,
            number=room.id,
            name=room.name,
            code=code,
            link=str(request.url_for("linked", code=code)) if code else "",
            pupils=rosters.pupils(session, room.id),
            assignments=_assignments(session, room, moment(session)),
            typed=room.name if typed is None else typed,
            problem=problem,
        )
    return render(request, "classes/classroom.html", page, 422 if problem else 200)


def _assignments(session: Session, room: Classroom, now: datetime) -> tuple[Listed, ...]:
    count = select(Attempt.assignment_id, func.count(Attempt.learner_id.distinct())).group_by(Attempt.assignment_id)
    found = assignments.of_class(session, room.id)
    numbers = [one.id for one in found]
    taken = dict(session.execute(count.where(Attempt.assignment_id.in_(numbers))).all())
    return tuple(
        Listed(
            number=one.id,
            title=one.title,
            opens=one.opens,
            closes=one.closes,
            state="closed" if one.closes <= now else "waits" if one.opens > now else "open",
            withheld=one.keys == CLOSED,
            taken=taken.get(one.id, 0),
        )
        for one in found
    )

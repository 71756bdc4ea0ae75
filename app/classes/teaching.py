"""What an instructor does with classes: makes them, hands out their code, sees who is in. Parses, calls, renders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.classes import codes, rosters, teachers
from app.classes.advancing import advances
from app.classes.pages import AdvancePage, Taught, TaughtPage
from app.classes.reaching import classroom_of, pupil_of
from app.classes.rosters import RefusedError
from app.classes.showing import classroom_page
from app.pages import render
from app.people.cookie import Member
from app.people.permissions import AnInstructor
from app.study.class_tables import Classroom

router = APIRouter(prefix="/authoring/classes", include_in_schema=False)
Text = Annotated[str, Form()]


@dataclass(frozen=True)
class Typed:
    """Which form of the class's page was sent, and what stood in its box."""

    form: str = ""
    text: str = ""


NOTHING = Typed()


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
    def act(session: Session, room: Classroom) -> None:
        rosters.rename(session, room, name, by=member.account)

    return _change(request, member, number, act, Typed("rename", name))


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


@router.post("/{number}/teachers")
def add_teacher(request: Request, member: AnInstructor, number: int, name: Text = "") -> Response:
    def act(session: Session, room: Classroom) -> None:
        teachers.add(session, room, name, by=member.account, now=datetime.now(UTC))

    return _change(request, member, number, act, Typed("teachers", name))


@router.post("/{number}/teachers/{account}/remove")
def remove_teacher(request: Request, member: AnInstructor, number: int, account: int) -> Response:
    """Who takes out themselves does not see the class any more."""

    def act(session: Session, room: Classroom) -> None:
        teachers.remove(session, room, account, by=member)

    changed = _change(request, member, number, act, Typed("teachers"))
    gone = account == member.account and changed.status_code == 303
    return RedirectResponse("/authoring/classes", 303) if gone else changed


def _change(
    request: Request,
    member: Member,
    number: int,
    act: Callable[[Session, Classroom], None],
    typed: Typed = NOTHING,
) -> Response:
    with request.app.state.database.write() as session:
        try:
            act(session, classroom_of(session, member, number))
        except RefusedError as refusal:
            session.rollback()
            return _classroom(request, member, number, typed, str(refusal))
        session.commit()
    return RedirectResponse(f"/authoring/classes/{number}", 303)


def _list(request: Request, member: Member, typed: str = "", problem: str = "") -> Response:
    with request.app.state.database.read() as session:
        found = rosters.taught(session, member)
        who = teachers.names(session, [room for room, _ in found])
        classes = tuple(Taught(room.id, room.name, who[room.id], pupils) for room, pupils in found)
    page = TaughtPage("반", classes, typed, problem)
    return render(request, "classes/taught.html", page, 422 if problem else 200)


def _classroom(request: Request, member: Member, number: int, typed: Typed = NOTHING, problem: str = "") -> Response:
    with request.app.state.database.read() as session:
        room = classroom_of(session, member, number)
        code = codes.shown(room.code) if room.code else ""
        link = str(request.url_for("linked", code=code)) if code else ""
        page = classroom_page(session, room, member, code, link)
    sent = replace(page, form=typed.form, typed=typed.text, problem=problem)
    return render(request, "classes/classroom.html", sent, 422 if problem else 200)

"""What a learner does with classes: comes in by a code, sees which one they are in. Parses, calls, renders."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.classes import codes, rosters, teachers
from app.classes.pages import Attended, ClassesPage, JoinPage
from app.classes.rosters import RefusedError
from app.pages import render
from app.people.learners import enrol, learner_id
from app.people.permissions import AMember
from app.study.assigned import assigned
from app.study.class_tables import Classroom
from app.study.places import TheDesk

router = APIRouter(prefix="/classes", include_in_schema=False)


@router.get("")
def attended(desk: TheDesk, member: AMember, joined: str = "") -> Response:
    with desk.database.read() as session:
        learner = learner_id(session, desk.who)
        found, tasks = rosters.attended(session, learner), assigned(session, learner, all_of_them=True)
        taught_by = teachers.names(session, found)
    classes = tuple(Attended(classroom.name, taught_by[classroom.id]) for classroom in found)
    known = joined if any(joined == each.name for each in classes) else ""
    to_do = tuple(task for task in tasks if not task.closed)
    over = tuple(task for task in reversed(tasks) if task.closed)
    return render(desk.request, "classes/attended.html", ClassesPage("내 반", classes, to_do, over, known))


@router.get("/join")
def ask(request: Request, member: AMember, code: str = "") -> Response:
    return _form(request, code)


@router.get("/join/{code}")
def linked(request: Request, member: AMember, code: str) -> Response:
    """Reading a link changes nothing: one comes in by the button on the page."""
    return _form(request, code)


@router.post("/join")
def join(desk: TheDesk, member: AMember, code: Annotated[str, Form()] = "") -> Response:
    with desk.database.write() as session:
        try:
            classroom = rosters.join(session, code, enrol(session, desk.who), now=datetime.now(UTC))
        except RefusedError as refusal:
            session.rollback()
            return _form(desk.request, code, str(refusal))
        name = classroom.name
        session.commit()
    return RedirectResponse(f"/classes?{urlencode({'joined': name})}", 303)


def _form(request: Request, code: str, problem: str = "") -> Response:
    """With the name of the class where the code names one; a code that leads nowhere is told at once."""
    with request.app.state.database.read() as session:
        found = rosters.by_code(session, code)
        into = _attended(session, found) if found else None
    problem = problem or (rosters.NO_SUCH_CODE if code.strip() and into is None else "")
    shown = codes.shown(codes.spelled(code)) if into else code
    return render(
        request, "classes/join.html", JoinPage("반에 들어가기", shown, into, problem), 422 if problem else 200
    )


def _attended(session: Session, classroom: Classroom) -> Attended:
    return Attended(classroom.name, teachers.names(session, [classroom])[classroom.id])

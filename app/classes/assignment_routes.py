"""What an instructor does with the assignments of a class: makes, changes and closes them, reads what came of them and
takes the marks away as a file. Parses, calls, renders."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, HTTPException, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import select

from app.classes import assigning, assignments, exporting, rosters, showing
from app.classes.assigning import Terms
from app.classes.leaving import left
from app.classes.marks import sheet
from app.classes.pages import AnswerPage
from app.classes.reaching import assignment_of, classroom_of
from app.database import LARGEST
from app.pages import render
from app.people.permissions import AnInstructor
from app.people.tables import Account
from app.study import tables
from app.study.closing import close_due
from app.study.looking_back import closed_card
from app.study.places import TheDesk
from app.study.tables import Attempt
from app.study.withholding import moment

router = APIRouter(prefix="/authoring/classes/{room}/assignments", include_in_schema=False)
Text = Annotated[str, Form()]
Several = Annotated[list[str] | None, Form()]
NO_ANSWER = "이 과제에 그런 답이 없습니다."
GONE = "이 문항은 강의에서 빠져 답을 보여 줄 수 없습니다."
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


async def terms_sent(
    title: Text = "", opens: Text = "", closes: Text = "", attempts: Text = "", keys: Text = ""
) -> assigning.Form:
    return assigning.Form(title=title, opens=opens, closes=closes, attempts=attempts, keys=keys)


async def all_sent(
    terms: Annotated[assigning.Form, Depends(terms_sent)],
    how: Text = "items",
    items: Several = None,
    unit: Text = "",
    kinds: Several = None,
    difficulty: Text = "",
    count: Text = "",
) -> assigning.Form:
    chosen, of = tuple(items or ()), tuple(kinds or ())
    return replace(terms, how=how, items=chosen, unit=unit, kinds=of, difficulty=difficulty, count=count)


@router.get("/new")
def ask(desk: TheDesk, member: AnInstructor, room: int) -> Response:
    with desk.database.read() as session:
        classroom = classroom_of(session, member, room)
        form = showing.usual(moment(session))
        return render(desk.request, "classes/assign.html", showing.assign_page(desk.course, classroom, form, {}))


@router.post("")
def make(
    desk: TheDesk, member: AnInstructor, room: int, form: Annotated[assigning.Form, Depends(all_sent)]
) -> Response:
    with desk.database.write() as session:
        classroom, now = classroom_of(session, member, room), moment(session)
        fit = assigning.fit(desk.course, form, now, random.Random())  # noqa: S311 -- no secret
        if fit.terms is None:
            page = showing.assign_page(desk.course, classroom, form, fit.problems)
            return render(desk.request, "classes/assign.html", page, 422)
        number = assignments.make(session, classroom, fit, fit.terms, by=member.account, now=now).id
        session.commit()
    return RedirectResponse(f"/authoring/classes/{room}/assignments/{number}", 303)


@router.get("/{number}")
def show(desk: TheDesk, member: AnInstructor, room: int, number: int) -> Response:
    close_due(desk.database, desk.course_of_now, number)  # so that what stood in the boxes is marked, too
    with desk.database.read() as session:
        classroom = classroom_of(session, member, room)
        assignment = assignment_of(session, classroom, number)
        page = showing.sheet_page(session, desk.course, classroom, assignment, showing.as_form(assignment), {})
    return render(desk.request, "classes/sheet.html", page)


@router.post("/{number}")
def change(
    desk: TheDesk,
    member: AnInstructor,
    room: int,
    number: int,
    form: Annotated[assigning.Form, Depends(terms_sent)],
) -> Response:
    with desk.database.write() as session:
        classroom = classroom_of(session, member, room)
        assignment, problems = assignment_of(session, classroom, number), dict[str, str]()
        terms = assigning.fit_terms(form, moment(session), problems, already=True)
        if terms is None:
            page = showing.sheet_page(session, desk.course, classroom, assignment, form, problems)
            return render(desk.request, "classes/sheet.html", page, 422)
        assignments.change(session, classroom, assignment, terms, by=member.account)
        session.commit()
    return RedirectResponse(f"/authoring/classes/{room}/assignments/{number}", 303)


@router.post("/{number}/close")
def close(desk: TheDesk, member: AnInstructor, room: int, number: int) -> Response:
    with desk.database.write() as session:
        classroom, now = classroom_of(session, member, room), moment(session)
        one = assignment_of(session, classroom, number)
        if one.closes > now:
            terms = Terms(one.title, min(one.opens, now), now, one.attempts, one.keys)
            assignments.change(session, classroom, one, terms, by=member.account)
        session.commit()
    return RedirectResponse(f"/authoring/classes/{room}/assignments/{number}", 303)


@router.get("/{number}/marks.{kind}")
def marks(desk: TheDesk, member: AnInstructor, room: int, number: int, kind: Literal["csv", "xlsx"]) -> Response:
    close_due(desk.database, desk.course_of_now, number)  # so that what stood in the boxes is marked, too
    with desk.database.read() as session:
        classroom = classroom_of(session, member, room)
        assignment = assignment_of(session, classroom, number)
        found = sheet(session, assignment, rosters.pupils(session, classroom.id))
        kinds = {item: question.kind for item, question in desk.course.known.items()}
        remarks = exporting.Remarks(kinds, left(session, desk.course, assignment.id))
        name = f"{classroom.name}-{assignment.title}.{kind}"
    body = exporting.as_csv(found, remarks) if kind == "csv" else exporting.as_xlsx(found, remarks)
    return Response(body, headers=_attached(name, number, kind), media_type=TYPES[kind])


@router.get("/{number}/answers/{response}")
def answer(desk: TheDesk, member: AnInstructor, room: int, number: int, response: int) -> Response:
    with desk.database.read() as session:
        classroom = classroom_of(session, member, room)
        assignment = assignment_of(session, classroom, number)
        wanted = (
            select(tables.Response, Attempt, Account.shown)
            .join(Attempt, Attempt.id == tables.Response.attempt_id)
            .join(Account, Account.learner_id == tables.Response.learner_id)
            .where(tables.Response.id == response, Attempt.assignment_id == assignment.id)
        )
        found = session.execute(wanted).one_or_none() if 0 < response <= LARGEST else None
        if found is None:
            raise HTTPException(404, NO_ANSWER)
        item = desk.course.known.get(found.Response.item_id)
        if item is None:
            raise HTTPException(404, GONE)
        card = closed_card(session, desk.course, found.Attempt, item, whole=True)
        title = f"{found.shown}의 답"
        page = AnswerPage(title, room, classroom.name, number, assignment.title, found.shown, showing.for_reading(card))
    return render(desk.request, "classes/answer.html", page)


def _attached(name: str, number: int, kind: str) -> Mapping[str, str]:
    """Named in Korean for browsers of today, in ASCII for others."""
    told = f"attachment; filename=\"marks-{number}.{kind}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {"Content-Disposition": told, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

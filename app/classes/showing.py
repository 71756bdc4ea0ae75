"""From assignments to what an instructor's pages show of them. Reads only; knows no request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import moments
from app.bank.question import Question
from app.classes import assignments, rosters, teachers
from app.classes.assigning import HOW, KEYS, Form
from app.classes.leaving import left
from app.classes.marks import sheet
from app.classes.pages import Assignable, AssignPage, ClassroomPage, Listed, SheetPage
from app.course import Course
from app.people.cookie import Member
from app.people.roles import ADMIN
from app.study.cards import KIND_NAMES, LEVEL_NAMES, Card
from app.study.class_tables import Assignment, Classroom
from app.study.tables import Attempt
from app.study.telling import in_short
from app.study.withholding import WAITING, moment

WEEK = timedelta(days=7)


def usual(now: datetime) -> Form:
    """From now until a week from now, at the end of the day."""
    closes = (now + WEEK).astimezone(moments.KOREA).replace(hour=23, minute=59)
    return Form(opens=moments.boxed(now), closes=moments.boxed(closes))


def as_form(assignment: Assignment) -> Form:
    return Form(
        title=assignment.title,
        opens=moments.boxed(assignment.opens),
        closes=moments.boxed(assignment.closes),
        attempts=str(assignment.attempts),
        keys=assignment.keys,
    )


def classroom_page(session: Session, room: Classroom, member: Member, code: str, link: str) -> ClassroomPage:
    return ClassroomPage(
        title=room.name,
        number=room.id,
        name=room.name,
        code=code,
        link=link,
        pupils=rosters.pupils(session, room.id),
        assignments=_listed(session, room, moment(session)),
        teachers=teachers.of_class(session, room),
        own=room.owner_id == member.account or member.role == ADMIN,
        me=member.account,
    )


def assign_page(course: Course, classroom: Classroom, form: Form, problems: Mapping[str, str]) -> AssignPage:
    units = tuple(
        (slug, title, tuple(_assignable(item) for item in course.bank.units[slug].items))
        for slug, title in course.titles.items()
        if slug in course.bank.units
    )
    present = {question.kind for question in course.questions.values()}
    kinds = {kind: name for kind, name in KIND_NAMES.items() if kind in present}
    return AssignPage(
        title="과제 내기",
        room=classroom.id,
        name=classroom.name,
        form=form,
        problems=problems,
        units=units,
        kinds=kinds,
        levels=LEVEL_NAMES,
        how=HOW,
        keys=KEYS,
    )


def sheet_page(
    session: Session,
    course: Course,
    classroom: Classroom,
    assignment: Assignment,
    form: Form,
    problems: Mapping[str, str],
) -> SheetPage:
    now, many = moment(session), len(assignment.items)
    asked = f"{many}개" if assignment.count is None else f"{many}개에서 사람마다 {assignment.count}개"
    return SheetPage(
        title=assignment.title,
        room=classroom.id,
        name=classroom.name,
        number=assignment.id,
        asked=asked,
        opens=assignment.opens,
        closes=assignment.closes,
        opened=assignment.opens <= now,
        closed=assignment.closes <= now,
        shown=assignment.keys,
        sheet=sheet(session, assignment, rosters.pupils(session, classroom.id)),
        left=left(session, course, assignment.id),
        form=form,
        problems=problems,
        keys=KEYS,
    )


def _listed(session: Session, room: Classroom, now: datetime) -> tuple[Listed, ...]:
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
            withheld=one.keys in WAITING,
            taken=taken.get(one.id, 0),
        )
        for one in found
    )


def for_reading(card: Card) -> Card:
    """Without what the learner alone may do under a verdict."""
    return replace(card, result=replace(card.result, doubt=None)) if card.result else card


def _assignable(question: Question) -> Assignable:
    kind, level = KIND_NAMES[question.kind], LEVEL_NAMES[str(question.difficulty)]
    return Assignable(question.id, kind, level, in_short(question))

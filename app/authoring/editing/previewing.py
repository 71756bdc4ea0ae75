"""A draft as students will see it: before the answer, and after one that the instructor types. Writes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.bank.benchmark import first_deal
from app.bank.loading import Bank, Unit
from app.bank.question import FormatError, Question, Raw, Verdict
from app.course import Course
from app.lectures.lecture import Lecture
from app.study.asking import GRADER, LECTURE, dealt, judge
from app.study.cards import Card
from app.study.grades import ANSWER, said
from app.study.history import History, Turn
from app.study.showing import answered, card
from app.study.tables import Grade, Response

JOINED = " | "  # several blanks, options, pairs or steps in one line, as in responses.csv
SEVERAL = ("blank", "choice", "match", "order")
KEYS = re.compile(r"\W*[A-Za-z0-9]{1,2}([\s,|]+[A-Za-z0-9]{1,2})*\W*")  # of options: `b, c`


@dataclass(frozen=True)
class Tried:
    """What the grader says by the draft's key. `problem`: it could not be read as an answer."""

    text: str
    card: Card | None = None
    verdict: Verdict | None = None
    problem: str = ""


def course_of(course: Course, unit: str, question: Question) -> Course:
    """A course of this one question. Sources that are not on the list yet are left out."""
    known = tuple(source for source in question.sources if source.ref in course.bank.references)
    shown = question.model_copy(update={"sources": known})
    bank = Bank({unit: Unit(unit, (shown,))}, course.bank.terms, course.bank.references)
    return Course(bank, {}, demos=course.demos)


def unanswered(course: Course, unit: str, question: Question, handle: str) -> Card:
    alone = course_of(course, unit, question)
    return card(alone, alone.questions[question.id], LECTURE, handle, History())


def lecture_cards(course: Course, lecture: Lecture, handle: str) -> dict[str, Card]:
    """The questions of a lecture as somebody meets them who has answered nothing."""
    known = [course.questions[item] for item in lecture.items if item in course.questions]
    return {one.id: card(course, one, LECTURE, handle, History()) for one in known}


def tried(course: Course, unit: str, question: Question, text: str) -> Tried:
    """An answer typed as in responses.csv, judged with the values that the bench deals."""
    alone = course_of(course, unit, question)
    asked = alone.questions[question.id]
    raw = raw_of(as_marked(question, text))
    values = first_deal(asked) or dealt(asked, "", 0)
    try:
        verdict = judge(alone, asked, values, raw)
    except FormatError as error:
        return Tried(text, problem=str(error))
    response = Response(id=0, raw=raw, dealt=values, deal=0, turn=0)
    turn = Turn(response, _grade(verdict), "", revealed=True, self_score=None)
    return Tried(text, answered(alone, asked, LECTURE, [turn]), verdict)


def as_marked(question: Question, text: str) -> str:
    """An answer as a row of responses.csv has it: what is several is joined by ` | `, however it was parted here."""
    if question.kind == "choice" and KEYS.fullmatch(text):
        return JOINED.join(re.findall(r"[A-Za-z0-9]+", text))
    return re.sub(r"\s*\|\s*", JOINED, text) if question.kind in SEVERAL else text


def raw_of(text: str) -> Raw:
    return text.split(JOINED) if JOINED in text else text


def _grade(verdict: Verdict) -> Grade:
    """The row as it would be written; it stays outside of every session."""
    return Grade(grader=GRADER, cause=ANSWER, **said(verdict))

"""From units, items and verdicts to the JSON of /api/v1. What is told before an answer and after it is decided by who
calls. Reads no rows."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from app.bank.kinds import KINDS
from app.bank.question import Question
from app.course import Course
from app.study.api_shapes import ItemOut, OptionOut, SectionOut, SourceOut, UnitOut, VerdictOut
from app.study.asking import dealt
from app.study.history import Turn
from app.study.showing import cited


def verdict_out(course: Course, question: Question, turn: Turn, tells: bool) -> VerdictOut:
    grade, key = turn.grade, KINDS[question.kind].key(question, turn.response.dealt)
    told: dict[str, Any] = {
        "key": key.key,
        "accepted": list(key.accepted),
        "explanation": key.explanation,
        "sources": [SourceOut(**asdict(source)) for source in cited(course, question.sources)],
    }
    return VerdictOut.model_validate(
        {
            "verdict": grade.outcome,
            "score": grade.score,
            "feedback": grade.feedback,
            "near_miss": grade.near_miss,
            "trace": grade.trace,
            "revision": course.bank.revision(question.id),
        }
        | (told if tells else {})
    )


def malformed_out(course: Course, question: Question, message: str) -> VerdictOut:
    return VerdictOut(
        verdict="format_error",
        score=0,
        feedback=message,
        near_miss=False,
        trace=[],
        revision=course.bank.revision(question.id),
    )


def unit_out(course: Course, slug: str, title: str) -> UnitOut:
    lecture = course.lectures.get(slug)
    sections = [
        SectionOut(
            anchor=section.anchor,
            title=section.title,
            items=[block.name for block in section.blocks if block.kind == "question"],
        )
        for section in (lecture.sections if lecture else ())
    ]
    return UnitOut(slug=slug, title=title, items=list(course.unit_of.values()).count(slug), sections=sections)


def item_out(course: Course, question: Question) -> ItemOut:
    kind, values = KINDS[question.kind], dealt(question, "", 0)
    options = [OptionOut(key=option.key, text=option.text) for option in kind.options(question, values)]
    shown = ItemOut(
        id=question.id,
        unit=course.unit_of[question.id],
        kind=question.kind,
        concept=question.concept,
        difficulty=question.difficulty,
        prompt=kind.prompt(question, values),
    )
    left = [row.text for row in kind.rows(question, {}) if row.text]
    return shown.model_copy(update=({"options": options} if options else {}) | ({"left": left} if left else {}))

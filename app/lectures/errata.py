"""Every correction of the bank as a page shows it, newest first. Knows no learner."""

from __future__ import annotations

from collections.abc import Collection

from app import markdown
from app.bank.question import Correction, Question
from app.course import Course
from app.lectures.pages import Erratum
from app.study.showing import cited
from app.study.telling import in_short, prompt


def errata(course: Course, unit: str = "", but: Collection[str] = ()) -> tuple[Erratum, ...]:
    """Of one unit, or of all; without the items `but`, whose keys somebody may not see yet."""
    found = [
        _erratum(course, question, question.correction)
        for question in course.known.values()
        if question.correction is not None and unit in ("", course.home(question.id)) and question.id not in but
    ]
    return tuple(sorted(found, key=lambda erratum: erratum.date, reverse=True))


def corrections(course: Course) -> int:
    return sum(question.correction is not None for question in course.known.values())


def _erratum(course: Course, question: Question, correction: Correction) -> Erratum:
    unit = course.home(question.id)
    lecture = course.lectures.get(unit)
    asked = lecture is not None and question.id in lecture.items
    gist = in_short(question)
    return Erratum(
        id=question.id,
        date=correction.date,
        unit=unit,
        unit_title=lecture.title if lecture else unit,
        prompt=markdown.render_inline(gist),
        rest=markdown.render(prompt(question)[len(gist) :]),
        before=markdown.render(correction.before),
        after=markdown.render(correction.after),
        reason=markdown.render(correction.reason),
        sources=cited(course, correction.sources),
        address=f"/lectures/{unit}#q-{question.id}" if asked else None,
        retired=question.id not in course.questions,
    )

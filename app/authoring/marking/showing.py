"""From answers that wait to the sheets of the page. Pure but for the groups it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.authoring.marking import marks
from app.authoring.marking.pages import ItemPage, PointBox, QueuePage, Row, Sheet
from app.authoring.marking.queue import Group, Waiting
from app.bank.kinds import KINDS
from app.bank.kinds.essay import Question as Essay
from app.bank.question import Evidence, Question
from app.course import Course
from app.study.asking import dealt
from app.study.cards import KIND_NAMES
from app.study.grades import MARKED
from app.study.highlighting import whole_words
from app.study.telling import in_short, prompt, told


def queue_page(course: Course, waiting: Sequence[Waiting], done: str) -> QueuePage:
    return QueuePage("채점", tuple(_row(course, one) for one in waiting), done)


def item_page(
    course: Course, question: Question, groups: Sequence[Group], total: int, marked: bool, *, alone: bool = False
) -> ItemPage:
    values = next((group.response.dealt for group in groups if not group.older), dealt(question, "", 0))
    return ItemPage(
        title="채점",
        item=question.id,
        kind=question.kind,
        prompt=prompt(question, values),
        key=KINDS[question.kind].key(question, values).key,
        sheets=tuple(sheet(course, group) for group in groups),
        total=total,
        marked=marked,
        alone=alone,
        retired=question.id in course.bank.retired,
        outcomes=marks.OUTCOMES,
    )


def again(page: ItemPage, response: int, form: Mapping[str, Sequence[str]], problem: str) -> ItemPage:
    """The page with what was typed into one sheet, and what is to be mended there."""
    return replace(
        page, sheets=tuple(_typed(one, form, problem) if one.response == response else one for one in page.sheets)
    )


def sheet(course: Course, group: Group) -> Sheet:
    question, response, grade = group.question, group.response, group.grade
    text = str(response.raw) if isinstance(question, Essay) else ""
    found = _evidence(course, group)
    return Sheet(
        kind=question.kind,
        pass_mark=round(question.pass_mark * 100) if isinstance(question, Essay) else 0,
        asked=prompt(question, response.dealt) if group.older else "",
        response=response.id,
        grade=grade.id,
        through=group.through,
        count=group.count,
        lines=told(question, response.dealt, response.raw),
        text=text,
        evidence=tuple(replace(one, spans=whole_words(text, one.spans)) for one in found),
        outcome=grade.outcome,
        score=round(grade.score * 100),
        points=tuple(_point(one) for one in found),
        own=tuple(round(score * 100) for score in group.own),
        when=response.created,
        marked=grade.cause == MARKED,
        chosen=grade.outcome,
        comment=grade.comment or "",
    )


def _evidence(course: Course, group: Group) -> tuple[Evidence, ...]:
    """What holds: the mark's own, else what the grader said then; by the last rubric of those words where that has
    changed."""
    question = group.question
    if not isinstance(question, Essay):
        return ()
    kept = tuple(Evidence(**{**one, "spans": tuple(map(tuple, one["spans"]))}) for one in group.grade.evidence)
    if [one.point for one in kept] == [point.point for point in question.rubric]:
        return kept
    return marks.suggested(course, question, group.response)


def _point(found: Evidence) -> PointBox:
    most = marks.most(found.weight)
    part = found.note.rpartition(" ")[2].removesuffix("점") if found.note.startswith(f"{most}점 가운데 ") else ""
    given = part or str(most if found.found else 0)
    return PointBox(found.point, found.found, most, given, "" if part else found.note)


def _row(course: Course, one: Waiting) -> Row:
    question = one.question
    unit, retired = course.titles[course.home(question.id)], question.id in course.bank.retired
    return Row(question.id, unit, KIND_NAMES[question.kind], in_short(question), one.count, retired)


def _typed(one: Sheet, form: Mapping[str, Sequence[str]], problem: str) -> Sheet:
    given = list(form.get("point", ()))
    points = tuple(
        replace(point, given=given[at] if at < len(given) else point.given) for at, point in enumerate(one.points)
    )
    comment = "".join(form.get("comment", ()))
    chosen = "".join(form.get("outcome", ()))
    return replace(one, points=points, comment=comment, chosen=chosen, problem=problem)

"""All units and items with their figures and flags, sorted as wanted: what the page and the file of figures show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.authoring.statistics import reading, setting_aside, suspecting
from app.authoring.statistics.figures import ItemFigures, SetFigures
from app.authoring.statistics.reading import Learners
from app.authoring.statistics.setting_aside import Aside
from app.authoring.statistics.surveying import Shelf, Survey
from app.authoring.statistics.suspecting import Flag
from app.course import Course
from app.study.cards import KIND_NAMES
from app.study.telling import in_short


@dataclass(frozen=True)
class Raised:
    """A flag, and who set it aside if somebody did."""

    flag: Flag
    aside: Aside | None


@dataclass(frozen=True)
class ItemRow:
    id: str
    unit: str
    kind: str
    prompt: str  # Markdown
    figures: ItemFigures
    raised: tuple[Raised, ...]

    @property
    def open(self) -> tuple[Flag, ...]:
        return tuple(one.flag for one in self.raised if one.aside is None)


@dataclass(frozen=True)
class UnitRow:
    slug: str
    title: str
    items: int
    suspicious: int
    together: SetFigures


Key = Callable[[ItemRow], float | None]
SORTS: Mapping[str, Key] = {
    "answers": lambda row: row.figures.answers,
    "facility": lambda row: row.figures.facility,
    "discrimination": lambda row: row.figures.discrimination,
    "seconds": lambda row: row.figures.seconds,
}


def listed(
    session: Session, shelf: Shelf, course: Course, units: Sequence[str], learners: Learners = None
) -> tuple[tuple[UnitRow, ...], tuple[ItemRow, ...]]:
    """Units and items that have answers, in the order of the course."""
    names = [question.id for unit in units for question in course.bank.units[unit].items]
    disputes = reading.disputes(session, names, learners)
    aside = setting_aside.known(session, course)
    rows: list[ItemRow] = []
    found: list[UnitRow] = []
    for unit in units:
        survey = shelf.survey(session, course, unit, learners)
        here = [row(course, survey, item, disputes, aside) for item in survey.items if survey.items[item].answers]
        rows += here
        if here:
            suspicious = sum(bool(one.open) for one in here)
            found.append(UnitRow(unit, course.titles[unit], len(here), suspicious, survey.together))
    return tuple(found), tuple(rows)


def row(
    course: Course,
    survey: Survey,
    item: str,
    disputes: Mapping[str, int],
    aside: Mapping[tuple[str, str], Aside],
) -> ItemRow:
    question, figures = course.known[item], survey.items[item]
    flags = (
        ()
        if item in course.bank.retired
        else suspecting.flags(figures, survey.shared.get(item), disputes.get(item, 0), question.kind)
    )
    raised = tuple(Raised(flag, aside.get((item, flag.code))) for flag in flags)
    return ItemRow(item, survey.unit, KIND_NAMES[question.kind], in_short(question), figures, raised)


def ordered(rows: Sequence[ItemRow], sort: str) -> tuple[ItemRow, ...]:
    """`facility` lowest first, `-facility` highest first, what has no such figure last; anything else: suspicious ones
    first, then in the order of the course."""
    key = SORTS.get(sort.removeprefix("-"))
    if key is None:
        return tuple(sorted(rows, key=lambda one: -len(one.open)))
    known = sorted((one for one in rows if key(one) is not None), key=key, reverse=sort.startswith("-"))  # type: ignore[arg-type]
    return (*known, *(one for one in rows if key(one) is None))

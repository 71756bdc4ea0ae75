"""The figures of a unit and its items, put together from rows and kept until another grade is appended. Knows no page.

`learners` says whose answers count; None: everybody's."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.authoring.statistics import figures, reading, suspecting
from app.authoring.statistics.figures import ItemFigures, SetFigures
from app.authoring.statistics.grouping import reader
from app.authoring.statistics.placing import spreads
from app.authoring.statistics.reading import Learners, Wording
from app.authoring.statistics.scores import Scores
from app.authoring.statistics.tallying import Spread, Tally, tally, wholes
from app.course import Course

KEPT = 64  # units and items
Found = TypeVar("Found")


@dataclass(frozen=True)
class Survey:
    """Of one unit. `shared` holds the whole answers of items where many strong learners fail, `scores` the columns."""

    unit: str
    together: SetFigures
    items: Mapping[str, ItemFigures]
    shared: Mapping[str, Spread]
    scores: Scores


@dataclass(frozen=True)
class Closely:
    """Of one item, what the survey has not."""

    whole: Spread | None
    places: tuple[Spread, ...]
    retries: int
    retries_right: int
    older: tuple[Wording, ...]


class Shelf:
    """Figures that were worked out, the latest used last. One thread at a time works: it takes all of a core."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Any, ...], tuple[Course, tuple[int, int], Any]] = OrderedDict()
        self._turn = threading.Lock()

    def survey(
        self, session: Session, course: Course, unit: str, learners: Learners = None, retired: str = ""
    ) -> Survey:
        """Of what the unit asks; with `retired`, beside an item that it asks no more."""
        name = ("unit", unit, retired, _named(learners))
        return self._once(session, course, name, lambda: _survey(session, course, unit, learners, retired))

    def closely(self, session: Session, course: Course, item: str, learners: Learners = None) -> Closely:
        retired = item if item in course.bank.retired else ""
        survey = self.survey(session, course, course.home(item), learners, retired)
        name = ("item", item, _named(learners))
        return self._once(session, course, name, lambda: _closely(session, course, item, survey, learners))

    def _once(self, session: Session, course: Course, name: tuple[Any, ...], work: Callable[[], Found]) -> Found:
        with self._turn:
            newest = reading.newest(session)
            kept = self._kept.get(name)
            if kept is None or kept[0] is not course or kept[1] != newest:
                kept = (course, newest, work())
            self._kept[name] = kept
            self._kept.move_to_end(name)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            found: Found = kept[2]
            return found


def _named(learners: Learners) -> frozenset[int] | None:
    return None if learners is None else frozenset(learners)


def _survey(session: Session, course: Course, unit: str, learners: Learners, retired: str) -> Survey:
    questions = [*course.bank.units[unit].items, *([course.known[retired]] if retired else [])]
    names = [question.id for question in questions]
    scores = reading.scores(session, course, names, learners).first()
    found = {name: figures.of_item(scores, at) for at, name in enumerate(names)}
    shared = {
        question.id: wholes(_tallied(session, course, question.id, scores, at, learners), None)
        for at, question in enumerate(questions)
        if suspecting.worth_reading(found[question.id], question.kind)
    }
    return Survey(unit, figures.of_all(scores), found, shared, scores)


def _closely(session: Session, course: Course, item: str, survey: Survey, learners: Learners) -> Closely:
    question = course.known[item]
    retries, right = reading.retries(session, course, item, learners)
    older = reading.older(session, course, item, learners)
    if question.kind == "essay":
        return Closely(None, (), retries, right, older)
    found = _tallied(session, course, item, survey.scores, list(survey.items).index(item), learners)
    whole, places = spreads(question, found, course.bank.terms)
    return Closely(whole, places, retries, right, older)


def _tallied(session: Session, course: Course, item: str, scores: Scores, at: int, learners: Learners) -> Tally:
    question = course.known[item]
    varies = bool(getattr(question, "vary", None))
    ways = reading.texts(session, course, item, learners, with_dealt=varies)
    return tally(ways, scores, at, reader(question, course.bank.terms))

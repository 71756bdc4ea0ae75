"""Which questions a round asks: filters, one a concept, kinds in turn."""

from __future__ import annotations

import random

import pytest

from app.course import Course
from app.study.picking import Chosen, asked, matching, pick

OUTCOMES = {"mini-ox-01": "incorrect", "mini-ox-02": "correct", "mini-choice-02": "partial"}


def _fitting(course: Course, chosen: Chosen) -> list[str]:
    return [each.id for each in matching(course.questions.values(), course.unit_of, OUTCOMES, chosen)]


@pytest.mark.parametrize(
    ("chosen", "fitting"),
    [
        (Chosen(kind="number"), ["mini-number-01"]),
        (Chosen(concept="trains"), ["mini-ox-01", "mini-ox-03"]),
        (Chosen(difficulty="2"), ["mini-ox-02", "mini-choice-01"]),
        (Chosen(unit="other"), []),
        (Chosen(unit="mini", which="wrong"), ["mini-ox-01", "mini-choice-02"]),
        (Chosen(which="new", kind="ox"), ["mini-ox-03"]),
    ],
)
def test_what_fits(course: Course, chosen: Chosen, fitting: list[str]) -> None:
    assert _fitting(course, chosen)[: len(fitting)] == fitting
    assert len(_fitting(course, chosen)) >= len(fitting)


@pytest.mark.parametrize("seed", range(20))
def test_a_round_never_asks_two_of_one_concept(course: Course, seed: int) -> None:
    picked = pick(list(course.questions.values()), "all", random.Random(seed))
    concepts = [course.questions[item].concept for item in picked]
    assert sorted(concepts) == sorted(set(concepts))
    assert set(concepts) == {question.concept for question in course.questions.values()}


@pytest.mark.parametrize("seed", range(5))
def test_kinds_take_turns(course: Course, seed: int) -> None:
    picked = pick(list(course.questions.values()), "all", random.Random(seed))
    kinds = [course.questions[item].kind for item in picked]
    present = len({question.kind for question in course.questions.values()})
    assert len(set(kinds[:present])) == present


def test_chance_alone_decides_between_questions_of_one_concept(course: Course) -> None:
    rivals = matching(course.questions.values(), course.unit_of, {}, Chosen(concept="trains"))
    assert {pick(rivals, "all", random.Random(seed))[0] for seed in range(20)} == {"mini-ox-01", "mini-ox-03"}


def test_no_more_are_asked_than_were_wanted_or_than_there_are(course: Course) -> None:
    everything = list(course.questions.values())
    there = len({question.concept for question in everything})
    assert len(pick(everything, "5", random.Random(1))) == min(5, there)
    assert len(pick(everything, "20", random.Random(1))) == asked(everything, "20") == there
    assert pick([], "5", random.Random(1)) == []

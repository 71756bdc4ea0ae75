"""Answers that say the same are counted together, whatever they look like, and others never are."""

from __future__ import annotations

import pytest

from app.authoring.statistics.grouping import plain, reader, slips
from app.bank.question import Raw
from app.content import QUIZZES
from app.course import Course, load


@pytest.fixture(scope="module")
def real() -> Course:
    return load(QUIZZES)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("사전 학습", "사전학습"),
        ("어댑터", " 어댑터입니다."),
        ("어댑터", "어댑터"),
        ("fine-tuning", "미세 조정"),
        ("LoRA", "lora"),
        ("가중치를 고정한다", "가중치를 고정합니다"),
    ],
)
def test_spacing_particles_and_synonyms_make_no_other_answer(real: Course, one: str, two: str) -> None:
    assert plain(one, real.bank.terms) == plain(two, real.bank.terms)


@pytest.mark.parametrize(
    ("one", "two"), [("LoRA", "QLoRA"), ("인코더", "디코더"), ("BERT", "BART"), ("지도", "비지도")]
)
def test_what_differs_stays_apart(real: Course, one: str, two: str) -> None:
    assert plain(one, real.bank.terms) != plain(two, real.bank.terms)


def test_a_rare_slip_joins_what_was_written_far_more_often(real: Course) -> None:
    names = [("계층정규화", 20), ("계층정귀화", 2), ("다른답", 1)]
    assert slips(names, real.bank.terms) == {"계층정귀화": "계층정규화"}
    assert slips([("계층정규화", 4), ("계층정귀화", 3)], real.bank.terms) == {}


@pytest.mark.parametrize(
    ("item", "raw", "whole", "parts"),
    [
        ("mini-ox-01", "맞습니다", "O", ()),
        ("mini-choice-01", "b", "b", ((0, "b"),)),
        ("mini-choice-02", ["c", "b"], "b c", ((0, "b"), (0, "c"))),
        ("mini-match-01", ["d", "q", "h"], "d q h", ((0, "d"), (1, "q"), (2, "h"))),
        ("mini-order-01", ["t", "c", "p", "a"], "t c p a", ((0, "t"), (1, "c"), (2, "p"), (3, "a"))),
        ("mini-choice-01", "z", "z", ()),
    ],
)
def test_each_kind_is_read_in_its_places(
    course: Course, item: str, raw: Raw, whole: str, parts: tuple[tuple[int, str], ...]
) -> None:
    said = reader(course.questions[item], course.bank.terms)(raw, {})
    assert (said.whole, said.parts) == (whole, parts)


def test_a_number_that_is_dealt_is_read_by_how_many_times_the_key_it_is(course: Course) -> None:
    read = reader(course.questions["mini-number-01"], course.bank.terms)
    assert read("1024", {"d": 512, "r": 2}).whole == read("8,192개", {"d": 1024, "r": 8}).whole == "×0.5"
    assert read("2048", {"d": 512, "r": 2}).shown == "정답의 1배"
    assert read("많이", {"d": 512, "r": 2}).whole == "많이"


def test_blanks_are_read_one_by_one(course: Course) -> None:
    said = reader(course.questions["mini-blank-01"], course.bank.terms)(["어댑터를", "사전학습 가중치"], {})
    other = reader(course.questions["mini-blank-01"], course.bank.terms)(["어댑터", "사전 학습 가중치"], {})
    assert said.parts == other.parts
    assert len(said.parts) == 2

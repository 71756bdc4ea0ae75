"""What builds upon what: both ways, step by step, and without end where a course runs in a circle."""

from __future__ import annotations

from app.content import QUIZZES
from app.course import load
from app.lectures.path.graph import Graph, all_before

FORKED = Graph(
    {"words": (), "models": ("words",), "readers": ("models",), "writers": ("models",), "both": ("readers", "writers")}
)


def test_a_unit_opens_those_that_build_upon_it() -> None:
    assert FORKED.opens("models") == ("readers", "writers")
    assert FORKED.opens("both") == ()


def test_a_level_is_the_longest_way_to_a_unit() -> None:
    assert dict(FORKED.levels) == {"words": 0, "models": 1, "readers": 2, "writers": 2, "both": 3}
    assert Graph({"a": (), "b": ("a",), "c": ("a", "b")}).levels["c"] == 2


def test_everything_before_a_unit_is_found_and_a_circle_ends() -> None:
    assert all_before("both", FORKED.after) == {"words", "models", "readers", "writers"}
    assert all_before("a", {"a": ("b",), "b": ("a",)}) == {"a", "b"}


def test_our_course_begins_in_one_place_and_reaches_every_unit() -> None:
    path = load(QUIZZES).path
    assert [unit for unit, level in path.levels.items() if level == 0] == ["basics"]
    assert len(path.after) == 9
    assert set(path.opens("plm")) == {"encoders", "decoders", "seq2seq", "peft"}

"""Drawn from left to right: nobody stands on another, lines lead to the right, a fan opens around its beginning."""

from __future__ import annotations

from itertools import combinations

import pytest

from app.lectures.path.graph import Graph
from app.lectures.path.placing import Drawing, Spot, place

SHAPES = {
    "a chain": {"a": (), "b": ("a",), "c": ("b",)},
    "a fan": {"a": (), "b": ("a",), "c": ("a",), "d": ("a",), "e": ("a",)},
    "fan and joint": {"a": (), "b": ("a",), "c": ("a",), "d": ("a",), "e": ("b", "c"), "f": ("d",), "g": ("d",)},
    "two beginnings": {"a": (), "b": (), "c": ("a", "b")},
    "crossed": {"a": (), "b": (), "c": (), "d": ("c",), "e": ("a",), "f": ("a", "c")},
}


@pytest.mark.parametrize("after", SHAPES.values(), ids=list(SHAPES))
def test_nobody_stands_on_another_and_lines_lead_to_the_right(after: dict[str, tuple[str, ...]]) -> None:
    drawing = place(Graph(after))
    for one, two in combinations(drawing.spots.values(), 2):
        assert one.column != two.column or abs(one.row - two.row) >= 2
    assert all(line.start.column < line.end.column for line in drawing.lines)
    assert min(spot.row for spot in drawing.spots.values()) == 1
    assert drawing.rows == max(spot.row for spot in drawing.spots.values()) + 1


def test_a_fan_opens_around_where_it_begins_and_a_joint_stands_between() -> None:
    spots = place(Graph(SHAPES["fan and joint"])).spots
    assert [spots[unit].row for unit in "bcd"] == [1, 3, 5]
    assert spots["a"].row == spots["c"].row == 3
    assert spots["e"].row == 2


def test_an_empty_course_is_drawn_empty() -> None:
    assert place(Graph({})) == Drawing(0, 0, {}, ())


def test_the_middle_of_a_unit_lies_between_its_two_rows() -> None:
    assert Spot(column=1, row=3).middle == 3

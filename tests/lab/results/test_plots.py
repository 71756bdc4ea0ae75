"""The plots of the results: no label meets another, and everything that was measured is drawn."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from app.lab.results.labelling import LINE, Box, Label, Mark, apart, labels, width
from app.lab.results.latency import BOTTOM, TOP, curves
from app.lab.results.quality import AXES, FIGURE, LOSS, scatter
from models.demos.results import Table
from tests.lab.results.measured import line, table


def box(mark: Mark, label: Label) -> Box:
    left = label.dx if label.anchor == "start" else label.dx - width(mark.text)
    middle = mark.y + label.dy
    return Box(mark.x, left, left + width(mark.text), middle - LINE / 2, middle + LINE / 2)


def boxes(marks: list[Mark], height: float) -> list[Box]:
    return [box(mark, label) for mark, label in zip(marks, labels(marks, height), strict=True)]


@pytest.mark.parametrize("name", AXES)
@pytest.mark.parametrize("measured", [table(), table(3), table(base=0.69)])
def test_no_label_meets_another_one_a_point_or_the_edge(measured: Table, name: str) -> None:
    lines = [one for one in measured.lines if one.task == "negative"]
    plot = scatter(lines, measured.untuned[0], AXES[name])
    marks = [Mark(one.x, one.y, one.text, one.high or one.y, one.low or one.y) for one in plot.points]
    placed = [box(mark, point.label) for mark, point in zip(marks, plot.points, strict=True)]
    assert not any(one.meets(other) for one, other in combinations(placed, 2))
    assert not any(one.meets(mark.box) for one in placed for mark in marks)
    assert all(one.inside and one.top >= 0 for one in placed)


def test_two_boxes_that_change_sides_as_the_window_grows_meet_in_between() -> None:
    behind, before = Box(20, 12, 60, 0, 10), Box(25, -60, -12, 0, 10)
    assert behind.meets(before)
    assert not behind.meets(Box(25, -60, -12, 10, 20))
    assert not Box(20, -60, -12, 0, 10).meets(Box(25, 12, 60, 0, 10))


def test_ten_points_at_one_place_still_have_ten_labels_apart() -> None:
    found = boxes([Mark(50, 150, f"방법 {number}", 150, 150) for number in range(10)], 340)
    assert not any(one.meets(other) for one, other in combinations(found, 2))


def test_names_at_the_ends_of_lines_stand_apart_in_the_order_of_the_lines() -> None:
    found = apart([100, 101, 99, 300], 17, 0, 310)
    assert found[2] < found[0] < found[1] < found[3]
    assert min(after - before for before, after in pairwise(sorted(found))) >= 17
    assert max(apart([310, 310, 310], 17, 0, 310)) == 310


def test_a_base_far_away_is_told_and_not_drawn() -> None:
    lines = [line("chat", "lora-8", 0.95, 3.5, 1), line("chat", "prompt", 0.97, 3.5, 1)]
    far = scatter(lines, line("chat", "base", 0.0, 4.8, 0), FIGURE)
    assert (far.base, "아래쪽 밖" in far.beyond) == (None, True)
    near = scatter(lines, line("chat", "base", 0.94, 4.8, 0), FIGURE)
    assert near.base is not None
    assert near.beyond == ""


def test_error_bars_are_there_where_there_are_seeds() -> None:
    one, three = (scatter([line("chat", "lora-8", 0.9, 3.5, seeds)], None, LOSS) for seeds in (1, 3))
    assert not one.spread
    point = three.points[0]
    assert point.high is not None
    assert point.low is not None
    assert point.high < point.y < point.low, "upward is less"


def test_curves_are_drawn_for_the_base_every_recipe_and_what_is_merged() -> None:
    measured = table(tasks=("label",))
    plot = curves(measured.lines, measured.untuned[0])
    assert plot is not None
    assert [one.name for one in plot.series if one.merged] == ["LoRA r=8 병합", "LoRA r=2 병합"]
    assert len(plot.series) == 1 + 9 + 2
    assert all(TOP <= y <= BOTTOM for one in plot.series for _, y in one.points)
    assert plot.series[0].cells[0] == "3.53"
    assert plot.series[1].cells[0].endswith("(+1.4%)")
    assert plot.noise == 1.4
    assert curves([], None) is None

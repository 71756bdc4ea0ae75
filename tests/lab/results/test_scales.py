"""Places in a plot: equal factors are equal ways, ticks are round, and no label meets another."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from app.lab.results.latency import BOTTOM, TOP, curves
from app.lab.results.quality import AXES, FIGURE, LOSS, scatter
from app.lab.results.scales import LINE, Box, Label, Linear, Log, Mark, apart, labels, log_steps, steps, width
from models.demos.results import Table
from tests.lab.results.measured import line, table


def box(mark: Mark, label: Label) -> Box:
    left = label.dx if label.anchor == "start" else label.dx - width(mark.text)
    middle = mark.y + label.dy
    return Box(mark.x, left, left + width(mark.text), middle - LINE / 2, middle + LINE / 2)


def boxes(marks: list[Mark], height: float) -> list[Box]:
    return [box(mark, label) for mark, label in zip(marks, labels(marks, height), strict=True)]


def test_equal_factors_are_equal_ways_on_a_logarithmic_axis() -> None:
    axis = Log(10, 10_000, 20, 80)
    assert [axis.place(value) for value in (10, 100, 1000, 10_000)] == [20, 40, 60, 80]


def test_an_axis_may_go_upward_and_a_single_value_stands_in_its_middle() -> None:
    assert Linear(0, 1, 300, 100).place(0.25) == 250
    assert Linear(3, 3, 0, 50).place(3) == Log(3, 3, 0, 50).place(3) == 25


@pytest.mark.parametrize(
    ("low", "high"), [(0.28, 0.76), (3.3169, 3.516), (0.95, 1.0), (0.5, 0.5), (0.0, 0.0), (7, 900)]
)
def test_steps_are_round_few_and_hold_everything(low: float, high: float) -> None:
    found = steps(low, high)
    assert found[0] <= low
    assert found[-1] >= high
    assert 2 <= len(found) <= 7
    step = found[1] - found[0]
    assert all(after - before == pytest.approx(step) for before, after in pairwise(found))
    assert f"{step:e}"[0] in "125"


def test_logarithmic_steps_go_by_one_two_and_five() -> None:
    assert log_steps(3, 31) == [5, 10, 20]
    assert log_steps(0.9, 2) == [1, 2]


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

"""Places on an axis: equal factors are equal ways, and what is written beside it is round."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.lab.scales import Linear, Log, log_steps, steps


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


def test_values_that_hardly_differ_get_no_steps_finer_than_wanted() -> None:
    found = steps(5.0, 5.0, least=1e-3)
    assert found[0] == 5.0
    assert found[1] - found[0] == pytest.approx(5e-4)

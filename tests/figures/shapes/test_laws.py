"""A budget divided: against every number that the two papers print of it, and against the course's own rule."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.figures.shapes.budget import work
from app.figures.shapes.laws import LAWS, LEAST, MODELS, MOST, PF_DAY, Law, by_thumb
from app.figures.shapes.plane import HEIGHT, LEFT, RIGHT, plane

KAPLAN, FIRST, SECOND, THIRD = LAWS
SIZES = (400e6, 1e9, 10e9, 67e9, 175e9, 280e9, 520e9, 1e12, 10e12)
TABLE_3 = (1.92e19, 1.21e20, 1.23e22, 5.76e23, 3.85e24, 9.90e24, 3.43e25, 1.27e26, 1.30e28)
TABLE_A3 = (
    (1.84e19, 1.20e20, 1.32e22, 6.88e23, 4.54e24, 1.18e25, 4.19e25, 1.59e26, 1.75e28),
    # The table prints 1.26e24 for 175B, which its own 12.0 trillion tokens contradict: 6 N D = 1.26e25.
    (2.21e19, 1.62e20, 2.46e22, 1.71e24, 6 * 175e9 * 12.0e12, 3.52e25, 1.36e26, 5.65e26, 8.55e28),
)


@pytest.mark.parametrize(
    ("law", "budgets"),
    [(FIRST, TABLE_3), (SECOND, TABLE_A3[0]), (THIRD, TABLE_A3[1])],
    ids=["first", "second", "third"],
)
def test_a_line_through_one_row_meets_the_other_rows_within_6_percent(law: Law, budgets: tuple[float, ...]) -> None:
    for size, budget in zip(SIZES, budgets, strict=True):
        assert abs(law.parameters(budget) / size - 1) < 0.06


def test_what_hoffmann_states_for_other_budgets_comes_out() -> None:
    """Appendix D.4 for 1e21, figures 2 and 4 for Gopher's budget, section 4 for the range of all three."""
    assert KAPLAN.parameters(1e21) == pytest.approx(4.68e9, rel=0.005)
    assert FIRST.parameters(1e21) == pytest.approx(2.86e9, rel=0.03)
    gopher = [law.parameters(5.76e23) for law in (FIRST, SECOND, THIRD)]
    assert gopher[0] == 67e9
    assert gopher[2] == pytest.approx(40e9, rel=0.03)
    assert all(40e9 < one < 70e9 for one in gopher)


def test_kaplan_s_line_is_that_of_its_table_with_half_the_compute() -> None:
    assert KAPLAN.parameters(2 * PF_DAY) == 1.3e9
    assert PF_DAY == 8.64e19
    assert KAPLAN.parameters(2e3 * PF_DAY) / KAPLAN.parameters(2e2 * PF_DAY) == pytest.approx(10**0.73)


@pytest.mark.parametrize("law", LAWS, ids=lambda one: one.slug)
def test_parameters_and_tokens_make_the_budget(law: Law) -> None:
    for compute in (LEAST, 5.76e23, MOST):
        assert 6 * law.parameters(compute) * law.tokens(compute) == pytest.approx(compute)


def test_the_rule_of_20_is_that_of_the_lesson() -> None:
    for compute in (1.2e21, 5.76e23):
        assert by_thumb(compute) == pytest.approx((compute / 120) ** 0.5)
        assert compute / (6 * by_thumb(compute) ** 2) == pytest.approx(20)


def test_the_trained_models_are_counted_by_6_n_d() -> None:
    assert {one.name: f"{one.compute:.3g}" for one in MODELS} == {
        "GPT-3": "3.15e+23",
        "Gopher": "5.04e+23",
        "Chinchilla": "5.88e+23",
    }
    told = {one.name: (one.compute, one.each) for one in work({"compute": "5.76e23", "unit": "flops"}).models}
    assert told == {
        "GPT-3": ("3.15 × 10²³", "1.71"),
        "Gopher": ("5.04 × 10²³", "1.07"),
        "Chinchilla": ("5.88 × 10²³", "20"),
    }


def test_the_budget_of_one_unit_is_that_of_the_other() -> None:
    days, flops = work({"compute": "100", "unit": "pf-days"}), work({"compute": "8.64e21", "unit": "flops"})
    assert days.ways == flops.ways
    assert (days.compute, days.days) == ("8.64 × 10²¹", "1 × 10²")


@pytest.mark.parametrize("compute", [LEAST, 1e20, 5.76e23, MOST])
def test_everything_drawn_lies_within_the_frame_and_each_advice_on_the_budget(compute: float) -> None:
    drawn = plane(compute)
    places = [place for line in drawn.lines for place in (line.start, line.end, line.here)]
    for place in (*places, *drawn.budget, *(point.at for point in drawn.points)):
        assert LEFT <= place.x <= RIGHT
        assert 0 < place.y < HEIGHT
    first, last = drawn.budget
    for line in drawn.lines:
        share = (line.here.x - first.x) / (last.x - first.x)
        assert line.here.y == pytest.approx(first.y + share * (last.y - first.y), abs=0.1)


def test_a_larger_budget_moves_every_advice_to_the_right_and_up() -> None:
    for less, more in pairwise(plane(compute) for compute in (1e19, 1e21, 1e23, 1e25)):
        for before, after in zip(less.lines, more.lines, strict=True):
            assert before.here.x < after.here.x
            assert before.here.y > after.here.y

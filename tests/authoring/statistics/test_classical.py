"""The figures against examples worked by hand, and against numpy on whatever comes."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.authoring.statistics import classical
from app.authoring.statistics.arrays import Floats

SCORES = st.sampled_from([0.0, 0.5, 1.0])


def _table(learners: int, items: int) -> st.SearchStrategy[Floats]:
    return arrays(np.float64, (learners, items), elements=SCORES)


def test_wilson_of_seven_in_ten() -> None:
    """(0.7 + 1.96²/20 ± 1.96 sqrt(0.7·0.3/10 + 1.96²/400)) / (1 + 1.96²/10), by hand."""
    assert classical.wilson(0.7, 10) == pytest.approx((0.3968, 0.8922), abs=1e-4)


def test_wilson_never_leaves_a_share_and_knows_that_none_of_ten_is_not_never() -> None:
    assert classical.wilson(0.0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert classical.wilson(1.0, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert classical.wilson(0.0, 0) is None


@given(st.floats(0, 1), st.integers(1, 10_000))
def test_wilson_holds_the_mean(mean: float, count: int) -> None:
    found = classical.wilson(mean, count)
    assert found is not None
    assert 0 <= found[0] <= mean + 1e-9
    assert mean - 1e-9 <= found[1] <= 1


@given(_table(12, 2))
def test_a_correlation_is_that_of_numpy_or_none_without_spread(table: Floats) -> None:
    one, two = table[:, 0], table[:, 1]
    found = classical.correlation(one, two)
    if one.std() and two.std():
        assert found == pytest.approx(np.corrcoef(one, two)[0, 1], abs=1e-9)
    else:
        assert found is None


def test_two_pairs_always_correlate_and_so_say_nothing() -> None:
    assert classical.correlation(np.array([0.0, 1.0]), np.array([0.0, 1.0])) is None


def test_alpha_of_three_items_by_hand() -> None:
    """Right answers of four learners to three items: sums 3, 2, 1, 0; each item's variance and that of the sums."""
    table = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=np.float64)
    variances, total = table.var(axis=0, ddof=1), float(table.sum(axis=1).var(ddof=1))
    assert variances.tolist() == pytest.approx([0.25, 1 / 3, 0.25])
    assert total == pytest.approx(5 / 3)
    assert classical.alpha(variances, total) == pytest.approx(1.5 * (1 - (5 / 6) / (5 / 3)))  # 0.75
    assert classical.standard_error(math.sqrt(total), 0.75) == pytest.approx(math.sqrt(5 / 3) / 2)


def test_alpha_needs_two_items_and_learners_who_differ() -> None:
    assert classical.alpha(np.array([0.25]), 0.25) is None
    assert classical.alpha(np.array([0.25, 0.25]), 0.0) is None
    assert classical.alpha(np.zeros(0), 0.0) is None


@given(_table(15, 4))
def test_items_that_are_copies_of_each_other_have_an_alpha_of_one(table: Floats) -> None:
    copies = np.repeat(table[:, :1], 4, axis=1)
    found = classical.alpha(copies.var(axis=0, ddof=1), float(copies.sum(axis=1).var(ddof=1)))
    assert found is None if not table[:, 0].std() else found == pytest.approx(1)


def test_the_ends_of_ten_are_three_and_three() -> None:
    found = classical.ends(np.arange(10, dtype=np.float64))
    assert found is not None
    assert np.flatnonzero(found[0]).tolist() == [0, 1, 2]
    assert np.flatnonzero(found[1]).tolist() == [7, 8, 9]


def test_who_is_level_with_the_last_is_in_the_group_and_equals_have_no_ends() -> None:
    found = classical.ends(np.array([0.0, 0, 0, 0, 1, 2, 3, 3, 3, 3]))
    assert found is not None
    assert (int(found[0].sum()), int(found[1].sum())) == (4, 4)
    assert classical.ends(np.ones(10)) is None
    assert classical.ends(np.zeros(0)) is None


def test_a_correlation_of_few_must_be_large_before_it_says_anything() -> None:
    assert classical.doubtful(1) == math.inf
    assert classical.doubtful(30) == pytest.approx(0.3055, abs=1e-4)
    assert classical.doubtful(1_000) < 0.06

"""Columns of scores to figures: against the plain definition on a full table, and where there is next to nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.authoring.statistics import classical, figures
from app.authoring.statistics.arrays import Floats, Marks
from app.authoring.statistics.scores import STRONG, WEAK, Scores

TABLES = st.tuples(st.integers(2, 25), st.integers(4, 7)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.sampled_from([0.0, 0.5, 1.0]))
)


def columns(table: Floats, answered: Marks | None = None) -> Scores:
    """Of a (learners, items) table; where `answered` is False nothing was answered."""
    who, what = np.nonzero(np.ones_like(table) if answered is None else answered)
    count = len(who)
    none = np.full(count, np.nan)
    return Scores(
        table.shape[1], np.arange(count), who, what, table[who, what], np.zeros(count, dtype=bool), none
    ).first()


@given(TABLES)
def test_discrimination_on_a_full_table_is_the_corrected_item_total_correlation(table: Floats) -> None:
    scores = columns(table)
    for item in range(table.shape[1]):
        rest = np.delete(table, item, axis=1).sum(axis=1)
        expected = classical.correlation(table[:, item], rest)
        found = figures.of_item(scores, item)
        assert (found.discrimination is None) == (expected is None)
        if expected is not None:
            assert found.discrimination == pytest.approx(expected, abs=1e-6)
        assert found.facility == pytest.approx(table[:, item].mean())


@given(TABLES)
def test_alpha_on_a_full_table_is_that_of_the_covariance_matrix(table: Floats) -> None:
    found = figures.of_all(columns(table))
    items = table.shape[1]
    total = float(table.sum(axis=1).var(ddof=1))
    assert (found.kept, found.complete, found.learners) == (items, len(table), len(table))
    if total < 1e-9:
        assert found.alpha is None
        assert found.error is None
        return
    covariances = np.cov(table, rowvar=False)
    assert found.alpha == pytest.approx(items / (items - 1) * (1 - np.trace(covariances) / covariances.sum()))
    assert found.error == pytest.approx(np.sqrt(total) / items * np.sqrt(1 - found.alpha))


@given(TABLES, st.integers(0, 2**32 - 1))
def test_holes_in_the_table_break_nothing_and_only_complete_cases_make_alpha(table: Floats, seed: int) -> None:
    answered = np.random.default_rng(seed).random(table.shape) < 0.7
    found = figures.of_all(columns(table, answered))
    here = answered[answered.any(axis=1)]
    kept = (here.sum(axis=0) >= np.ceil(len(here) / 2)) & (here.sum(axis=0) > 0)
    assert found.learners == len(here)
    assert found.kept == kept.sum()
    assert found.complete == (here[:, kept].all(axis=1).sum() if kept.any() else 0)
    assert found.alpha is None or found.alpha <= 1 + 1e-9


def test_nobody_answered() -> None:
    scores = columns(np.zeros((0, 3)))
    item, together = figures.of_item(scores, 1), figures.of_all(scores)
    assert (item.answers, item.facility, item.interval, item.discrimination, item.seconds) == (
        0,
        None,
        None,
        None,
        None,
    )
    assert (together.learners, together.mean, together.alpha, together.error) == (0, None, None, None)


def test_a_single_learner_says_nothing_of_others() -> None:
    scores = columns(np.array([[1.0, 0.0, 1.0, 1.0]]))
    item, together = figures.of_item(scores, 0), figures.of_all(scores)
    assert (item.facility, item.compared, item.discrimination, item.index) == (1.0, 1, None, None)
    assert (together.mean, together.spread, together.alpha, together.few) == (0.75, None, None, True)


def test_all_right_has_no_discrimination_and_no_alpha() -> None:
    scores = columns(np.ones((40, 5)))
    assert figures.of_item(scores, 0).discrimination is None
    assert figures.of_all(scores).alpha is None
    assert figures.of_item(scores, 0).strong is None


def test_who_answered_only_hard_items_is_not_taken_for_weak() -> None:
    """Items 0 to 3 are easy, 4 to 7 hard. Each of two classes of equals answered one half, and item 8."""
    table, answered = np.zeros((40, 9)), np.zeros((40, 9), dtype=bool)
    table[:20, :4], answered[:20, :4], answered[20:, 4:8], answered[:, 8] = 1.0, True, True, True
    table[:20, 8] = 1.0
    assert figures.of_item(columns(table, answered), 8).discrimination is None


def test_only_the_first_answer_of_a_learner_counts() -> None:
    """Learner 7 was wrong, saw the key, and was right twice; the rows come in no order."""
    none = np.full(3, np.nan)
    scores = Scores(
        1, np.array([12, 10, 11]), np.array([7, 7, 7]), np.zeros(3, dtype=np.int64), np.array([1.0, 0.0, 1.0]),
        np.zeros(3, dtype=bool), none,
    ).first()  # fmt: skip
    assert scores.response.tolist() == [10]
    assert figures.of_item(scores, 0).facility == 0.0


def test_the_weak_and_the_strong_are_told_by_the_other_items() -> None:
    """Ten learners, four items that all sort them alike, and a fifth that only the weakest three get right."""
    table = np.array([[float(n >= 2 + 2 * item) for item in range(4)] + [float(n < 3)] for n in range(10)])
    scores = columns(table)
    bands = scores.bands[scores.of(4)]
    assert np.flatnonzero(bands == WEAK).tolist() == [0, 1, 2, 3]  # the fourth is level with the third
    assert np.flatnonzero(bands == STRONG).tolist() == [6, 7, 8, 9]
    found = figures.of_item(scores, 4)
    assert found.index == pytest.approx(0 - 3 / 4)
    assert found.discrimination is not None
    assert found.discrimination < -0.7

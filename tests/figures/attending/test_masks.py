"""The matrices against NumPy's own ways of making them, the code that is shown against them, and the reasons."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figures.attending.asking import Asked
from app.figures.attending.choosing import Chosen
from app.figures.attending.guessing import compared
from app.figures.attending.kinds import KINDS
from app.figures.attending.matrices import Matrix

Grid = np.ndarray[Any, np.dtype[np.bool_]]
WORDS = tuple("가나다라마바사아자차카타")


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    n, m = draw(st.integers(2, 12)), draw(st.integers(2, 12))
    return Asked(WORDS[:n], WORDS[:m], draw(st.integers(0, n)), tuple(draw(st.permutations(range(n)))))


def grids(slug: str, one: Asked) -> dict[str, Grid]:
    return {matrix.name: grid(matrix) for matrix in KINDS[slug].make(one)}


def grid(matrix: Matrix) -> Grid:
    return np.array([[cell.open for cell in cells] for cells in matrix.cells])


@given(asked())
def test_bidirectional_and_cross_attention_leave_no_cell_shut(one: Asked) -> None:
    n, m = len(one.tokens), len(one.second)
    found = grids("encoder-decoder", one)
    assert np.array_equal(grids("bidirectional", one)["see"], np.ones((n, n), bool))
    assert np.array_equal(found["encoder"], np.ones((n, n), bool))
    assert np.array_equal(found["cross"], np.ones((m, n), bool))
    assert np.array_equal(found["decoder"], np.tril(np.ones((m, m), bool)))


@given(asked())
def test_causal_is_the_lower_triangle_and_a_prefix_opens_its_columns(one: Asked) -> None:
    lower = np.tril(np.ones((len(one.tokens),) * 2, bool))
    assert np.array_equal(grids("causal", one)["see"], lower)
    opened = lower.copy()
    opened[:, : one.prefix] = True
    assert np.array_equal(grids("prefix", one)["see"], opened)


@given(asked())
def test_a_permutation_is_the_lower_triangle_once_rows_and_columns_stand_in_its_order(one: Asked) -> None:
    found, order = grids("permutation", one), np.array(one.order)
    lower = np.ones((len(order),) * 2, bool)
    assert np.array_equal(found["content"][np.ix_(order, order)], np.tril(lower))
    assert np.array_equal(found["query"][np.ix_(order, order)], np.tril(lower, -1))


def test_the_order_of_the_papers_figure_opens_the_cells_that_the_lesson_draws() -> None:
    """3, 2, 4, 1 (Yang et al. 2019, Figure 1): the first sees all, the third nothing but itself."""
    found = grids("permutation", Asked(WORDS[:4], (), order=(2, 1, 3, 0)))
    assert found["content"].astype(int).tolist() == [[1, 1, 1, 1], [0, 1, 1, 0], [0, 0, 1, 0], [0, 1, 1, 1]]
    assert found["query"].astype(int).tolist() == [[0, 1, 1, 1], [0, 0, 1, 0], [0, 0, 0, 0], [0, 1, 1, 0]]


@given(asked())
def test_nobody_looks_at_the_filling_of_the_shorter_text(one: Asked) -> None:
    for name, text in (("first", one.tokens), ("second", one.second)):
        found = grids("padding", one)[name]
        real = np.arange(len(found)) < len(text)
        assert np.array_equal(found, np.broadcast_to(real, found.shape))


@pytest.mark.parametrize("slug", KINDS)
@given(one=asked())
def test_the_code_that_is_shown_makes_the_matrices_that_are_shown(slug: str, one: Asked) -> None:
    scope: dict[str, Any] = {}
    exec(KINDS[slug].code(one), scope)  # noqa: S102 -- our own code, as the page shows it
    for name, found in grids(slug, one).items():
        assert scope[name] == found.tolist()


@pytest.mark.parametrize("slug", KINDS)
@given(one=asked())
def test_counts_rows_and_reasons_say_what_the_cells_say(slug: str, one: Asked) -> None:
    for index, matrix in enumerate(KINDS[slug].make(one)):
        found = grid(matrix)
        assert (matrix.size, matrix.opened) == (found.size, found.sum())
        assert matrix.share == f"{100 * found.mean():.1f} %"
        for row, column in np.ndindex(found.shape):
            chosen = Chosen(index, matrix, row, column)
            assert chosen.told.endswith("볼 수 있습니다." if found[row, column] else "볼 수 없습니다.")
            assert chosen.counted.endswith(f"{found.shape[1]}개 가운데 {found[row].sum()}개입니다.")


def test_a_reason_names_the_places_and_the_rule() -> None:
    one = Asked(WORDS[:4], WORDS[:2], 2, (2, 1, 3, 0))
    told = {slug: KINDS[slug].make(one)[0].cells for slug in KINDS}
    assert "4번은 2번보다 뒤에 있고, 인과 마스크는 뒤를 가립니다" in told["causal"][1][3].why
    assert "2번은 프리픽스(1번부터 2번까지)에 있고" in told["prefix"][0][1].why
    assert "4번은 2번보다 뒤에 있고, 인과 마스크" in told["prefix"][1][3].why
    assert "3번은 1번째, 1번은 4번째" in told["permutation"][0][2].why
    assert "바로 이 토큰을 맞혀야" in told["permutation"][1][1].why
    assert "[PAD]" in KINDS["padding"].make(one)[1].cells[0][2].why


@given(one=asked(), guessed=st.sets(st.integers(0, 11)), data=st.data())
def test_a_guess_is_right_where_it_agrees_and_every_slip_has_its_reason(
    one: Asked, guessed: set[int], data: st.DataObject
) -> None:
    matrix = data.draw(st.sampled_from(KINDS["permutation"].make(one)))
    row = data.draw(st.integers(0, len(one.tokens) - 1))
    judged = compared(matrix, row, guessed)
    differing = set(matrix.seen(row)) ^ {place for place in guessed if place < len(one.tokens)}
    assert (judged.right, judged.total) == (len(one.tokens) - len(differing), len(one.tokens))
    assert [why for _, why in judged.slips] == [matrix.cells[row][place].why for place in sorted(differing)]

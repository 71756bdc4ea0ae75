"""Attention as pictures: shades, runs of cells, and what one token looks at."""

from __future__ import annotations

import pytest

from app.lab.inside.heatmap import LEAST, MOST, STEPS, attention, level, shades
from models.protocol import Attended, Piece

TOLD = Attended(
    pieces=[Piece(text="<s>", form="mark"), Piece(text=" 영화는"), Piece(text="뷁", form="part", note="1/3")],
    before=1,
    layers=6,
    weights=[
        [[0.5, 0.5, 0.0, 0.0], [0.01, 0.3, 0.69, 0.0], [0.1, 0.1, 0.1, 0.7]],
        [[0.0, 1.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]],
    ],
)


def test_a_deeper_shade_is_a_larger_weight_and_nearly_nothing_is_left_white() -> None:
    assert [level(step) for step in STEPS] == list(range(1, len(STEPS) + 1))
    assert level(0.019) == level(0) == 0
    assert level(1) == len(STEPS)


def test_neighbours_of_one_shade_are_one_cell_wide_path_and_columns_before_the_text_stand_apart() -> None:
    drawn = {(one.level, one.before): one.path for one in shades(TOLD.weights[0], TOLD.before)}
    assert drawn[3, False] == "M1 2h2v1h-2z"
    assert drawn[3, True] == "M0 2h1v1h-1z"
    assert drawn[6, True] == "M0 0h1v1h-1z"
    assert all(path.count("M") == path.count("z") for path in drawn.values())


def test_the_last_token_of_the_first_head_is_told_unless_another_is_chosen() -> None:
    seen = attention(TOLD, 2, None, None)
    assert (seen.chosen.number, seen.row.number, seen.layer, seen.layers) == (1, 3, 2, 6)
    assert [(one.token, one.share, one.before) for one in seen.seen] == [
        ("뷁", "70.0%", False),
        ("앞자리 1", "10.0%", True),
        ("<s>", "10.0%", False),
        ("␣영화는", "10.0%", False),
    ]
    assert seen.before_share == "10.0%"
    other = attention(TOLD, 2, 2, 1)
    assert (other.chosen.number, other.row.number) == (2, 1)
    assert [one.token for one in other.seen] == ["<s>"]


@pytest.mark.parametrize(("head", "row"), [(9, 9), (None, 4)])
def test_what_is_not_there_falls_back(head: int | None, row: int | None) -> None:
    seen = attention(TOLD, 1, head, row)
    assert (seen.chosen.number, seen.row.number) == (1, 3)


def test_how_much_goes_to_the_first_token_leaves_the_first_row_out() -> None:
    seen = attention(TOLD, 1, 1, None)
    assert [head.first for head in seen.heads] == ["20.0%", "100%"]


def test_the_table_tells_where_each_token_looks_most() -> None:
    first, second, third = attention(TOLD, 1, 1, None).tokens
    assert first.most == "앞자리 1 50.0%, <s> 50.0%"
    assert second.most == "␣영화는 69.0%, <s> 30.0%, 앞자리 1 1.00%"
    assert (first.note, third.note) == ("글의 시작", "조각 1/3")


@pytest.mark.parametrize(("columns", "cell"), [(3, MOST), (64, LEAST)])
def test_cells_shrink_with_the_text_within_bounds(columns: int, cell: int) -> None:
    row = [1 / columns] * columns
    told = Attended(pieces=[Piece(text="가")], before=columns - 1, layers=1, weights=[[row]])
    seen = attention(told, 1, None, None)
    assert seen.cell == cell
    assert seen.width > columns * cell
    assert seen.height > cell

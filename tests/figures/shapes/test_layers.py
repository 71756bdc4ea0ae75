"""Shapes, parameters and slices that the figure tells, against torch's own layers over a grid of arguments."""

from __future__ import annotations

import contextlib
import io
from itertools import product
from typing import Any

import pytest
import torch
from torch import nn

from app.figures.shapes import boxes, layers, snippet, unrolled
from app.figures.shapes.gru import VIEW, counted, formula, work
from app.figures.shapes.layers import GATES, Asked

GRID = [
    Asked(cell, inputs, hidden, deep, both, first, batch, length)
    for cell, (inputs, hidden), deep, both, first, (batch, length) in product(
        GATES, ((3, 5), (1, 1)), (1, 2, 3), (False, True), (False, True), ((4, 7), (None, 7), (2, 1))
    )
]


def built(asked: Asked) -> nn.RNNBase:
    kind: Any = getattr(nn, asked.cell)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        made: nn.RNNBase = kind(
            asked.inputs, asked.hidden, asked.layers, batch_first=asked.batch_first, bidirectional=asked.both
        )
    return made


def ran(asked: Asked) -> tuple[torch.Tensor, ...]:
    """output, h_n and of an LSTM c_n; fed with the shapes that the figure tells, states included."""
    given, *states = (
        torch.randn(tensor.shape, generator=torch.Generator().manual_seed(1)) for tensor in layers.inputs(asked)
    )
    with torch.no_grad():
        output, after = built(asked)(given, tuple(states) if len(states) > 1 else states[0])
    return output, *(after if isinstance(after, tuple) else (after,))


@pytest.mark.parametrize("cell", GATES)
def test_torch_takes_the_shapes_that_are_told_and_gives_those_that_are_told(cell: str) -> None:
    for asked in (one for one in GRID if one.cell == cell):
        assert [tuple(tensor.shape) for tensor in ran(asked)] == [one.shape for one in layers.outputs(asked)], asked


@pytest.mark.parametrize("cell", GATES)
def test_the_parameters_are_torch_s_by_name_order_and_shape(cell: str) -> None:
    for asked in (one for one in GRID if one.cell == cell):
        torch_s = [(name, tuple(tensor.shape)) for name, tensor in built(asked).named_parameters()]
        assert [(one.name, one.shape) for one in layers.parameters(asked)] == torch_s


@pytest.mark.parametrize("cell", GATES)
def test_the_formula_filled_in_makes_the_count(cell: str) -> None:
    for asked in (one for one in GRID if one.cell == cell):
        sum_ = formula(asked)[1].replace("×", "*").replace("²", "**2").replace(",", "")
        assert eval(sum_, {"__builtins__": {}}) == counted(asked)  # noqa: S307 -- our own formula


@pytest.mark.parametrize("cell", GATES)
def test_a_slice_of_h_n_is_where_the_table_says(cell: str) -> None:
    """The slices of the last layer stand in output too; nothing else does."""
    for asked in (one for one in GRID if one.cell == cell):
        output, h_n, *_ = ran(asked)
        for slice_ in unrolled.kept(asked):
            assert bool(slice_.same) == (slice_.layer == asked.layers)
            if slice_.same:
                same = eval(slice_.same, {"output": output})  # noqa: S307 -- the expression that the page prints
                assert torch.equal(same, h_n[slice_.index]), asked


def test_batch_first_moves_the_batch_of_output_and_leaves_the_states() -> None:
    """Errata E004-06."""
    leading, second = (
        layers.outputs(Asked("GRU", 10, 32, 2, True, first, 4, 7)) for first in (True, False)
    )  # fmt: skip
    assert [one.numbers for one in leading] == ["(4, 7, 64)", "(4, 4, 32)"]
    assert [one.numbers for one in second] == ["(7, 4, 64)", "(4, 4, 32)"]
    assert leading[1].symbols == "(D·num_layers, N, H)"


@pytest.mark.parametrize("asked", [GRID[0], GRID[17], GRID[47], GRID[-8]], ids=lambda one: one.cell)
def test_the_code_prints_what_its_comments_say(asked: Asked) -> None:
    code = snippet.lines(asked, layers.inputs(asked)[0], layers.outputs(asked), counted(asked))
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), torch.random.fork_rng(devices=[]):
        exec(code, {})  # noqa: S102 -- the lines that the page prints
    told = [line.removeprefix("# ") for line in code.splitlines() if line.startswith("#")]
    assert printed.getvalue().splitlines() == told


def test_the_grid_shows_every_layer_and_cuts_long_sentences_in_their_middle() -> None:
    drawn = unrolled.grid(Asked("GRU", 3, 5, 3, True, True, 4, 512))
    assert [row.name for row in drawn.rows] == ["3층 →", "3층 ←", "2층 →", "2층 ←", "1층 →", "1층 ←"]
    assert [told for _, told in drawn.steps] == ["1", "2", "…", "511", "512"]
    last = {row.name: [cell.inside for cell in row.cells if cell.last] for row in drawn.rows}
    assert last == {f"{n}층 {way}": [f"h_n[{2 * n - 2 + (way == '←')}]"] for n in (1, 2, 3) for way in "→←"}
    assert {cell.output for row in drawn.rows[:2] for cell in row.cells} == {True}
    assert {cell.output for row in drawn.rows[2:] for cell in row.cells} == {False}


def test_a_doubled_size_is_the_same_step_longer_and_the_largest_box_fits_a_phone() -> None:
    assert boxes.edge(8) - boxes.edge(4) == boxes.edge(1024) - boxes.edge(512) == boxes.STEP
    most = {field.name: str(field.most) for field in VIEW.fields if field.most}
    found = work({**VIEW.given({}), **most, "cell": "LSTM", "bidirectional": "True"})
    assert max(box.width for box in found.drawn) < 390
    assert found.matrices[2].name == "weight_ih_l1~l7"
    assert [len(one.gates) for one in found.matrices] == [4, 4, 4]

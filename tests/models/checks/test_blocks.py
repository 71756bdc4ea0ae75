"""GPT-2's block and its matrices, and the same for GPT-1's order and another MLP."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from transformers import GPT2Config, GPT2Model

from models.checks import blocks, small

ours, built = blocks._block, small.gpt2


def _after_adding() -> Any:
    """Its parts in the order that the item's code has them: GPT-1's."""
    block = ours()
    block.forward = lambda x: blocks._twice(lambda x, part, norm: norm(x + part(x)), block, x)
    return block


def _behind_the_part() -> Any:
    block = ours()
    block.forward = lambda x: blocks._twice(lambda x, part, norm: x + norm(part(x)), block, x)
    return block


def test_gpt2_normalises_what_its_parts_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert blocks.rewrite_that_is_gpt2() == "input"
    monkeypatch.setattr(blocks, "_block", _behind_the_part)
    assert blocks.rewrite_that_is_gpt2() == "output"
    monkeypatch.setattr(blocks, "_block", _after_adding)
    assert blocks.rewrite_that_is_gpt2() == []


def test_the_matrices_of_the_blocks_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert blocks.elements_of_the_matrices(L=2, d=64) == 2 * blocks.elements_of_the_matrices(L=1, d=64) == 98_304
    with torch.device("meta"):
        thin = GPT2Model(GPT2Config(n_layer=2, n_embd=64, n_head=1, n_inner=64))
    monkeypatch.setattr(blocks, "_model", lambda *_: thin)
    assert blocks.elements_of_the_matrices(L=2, d=64) == 49_152


def test_what_is_added_to_the_residual_starts_smaller_in_a_deeper_model(monkeypatch: pytest.MonkeyPatch) -> None:
    assert blocks.start_of_the_residual_layers(L=8) == pytest.approx(0.25, rel=0.003)
    monkeypatch.setattr(small, "gpt2", lambda **settings: built(**settings | {"n_layer": 2}))
    assert blocks.start_of_the_residual_layers(L=8) == pytest.approx(0.5, rel=0.01)


def test_attention_hides_what_stands_to_the_right(monkeypatch: pytest.MonkeyPatch) -> None:
    assert blocks.cells_that_attention_hides(n=8) == 28
    monkeypatch.setattr(small, "gpt2", small.bert)
    assert blocks.cells_that_attention_hides(n=8) == 0

"""Examples in the context, and the same for a shorter context, a model that trains, and examples that say nothing."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor

from models.checks import in_context


def test_examples_fill_what_the_rest_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    fit = in_context.examples_that_fit(t=20, e=96)
    assert 20 + fit * 96 + 68 <= 2048 < 20 + (fit + 1) * 96 + 68
    in_context._reads.cache_clear()
    monkeypatch.setattr(in_context, "CONTEXT", 1024)
    assert in_context.examples_that_fit(t=20, e=96) == 9
    in_context._reads.cache_clear()


def test_reading_examples_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert in_context.what_examples_leave_behind() == "nothing"
    with monkeypatch.context() as many:
        many.setattr(in_context, "EXAMPLES", 60)
        assert in_context.what_examples_leave_behind() == "no_room"
    with monkeypatch.context() as silent:
        silent.setattr(in_context, "_examples", lambda: "")
        assert in_context.what_examples_leave_behind() == "elsewhere"
    monkeypatch.setattr(in_context, "_write", _trains)
    assert in_context.what_examples_leave_behind() == "weights"


def _trains(model: Any, ids: Tensor) -> None:
    model.requires_grad_(True)
    torch.autograd.backward(model(input_ids=ids).logits.square().mean())
    torch.optim.SGD(model.parameters(), lr=0.1).step()


def test_few_shot_is_many_answers_in_the_input_and_no_training(monkeypatch: pytest.MonkeyPatch) -> None:
    assert in_context.settings_that_are_few_shot() == ["shown", "shown_without_a_task"]
    with monkeypatch.context() as silent:
        silent.setattr(in_context, "_answered", lambda many: "리뷰. " * many)
        assert in_context.settings_that_are_few_shot() == []
    monkeypatch.setattr(in_context, "_write", _trains)
    assert in_context.settings_that_are_few_shot() == []


def test_a_pass_over_the_reviews_moves_the_weights() -> None:
    assert in_context._stays(0, in_context.NEW_REVIEW)
    assert not in_context._stays(1, in_context.NEW_REVIEW)

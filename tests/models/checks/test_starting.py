"""The checks of LoRA's start, and the same on LoRAs whose start is wrong."""

from __future__ import annotations

import pytest
from torch import Tensor, nn

from models.checks import starting
from models.insertions import LowRank


def adds_the_sum_of_a(self: LowRank, _: Tensor, outputs: Tensor) -> Tensor:
    """A acts without B, so that its gradient is never zero."""
    return outputs + self.A.sum() + 0 * self.B.sum()


def test_outputs_are_the_same_as_long_as_b_is_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    assert starting.zero_b_leaves_logits_unchanged()
    monkeypatch.setattr(LowRank, "forward", adds_the_sum_of_a)
    assert not starting.zero_b_leaves_logits_unchanged()


def test_two_zeros_do_not_train(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not starting.two_zeros_train()
    monkeypatch.setattr(LowRank, "forward", adds_the_sum_of_a)
    assert starting.two_zeros_train()


def test_both_gradients_are_zero_from_two_zeros(monkeypatch: pytest.MonkeyPatch) -> None:
    assert starting.zero_gradients_from_two_zeros() == "A and B"
    monkeypatch.setattr(LowRank, "forward", adds_the_sum_of_a)
    assert starting.zero_gradients_from_two_zeros() == "B"


def test_only_two_zeros_hold_the_loss_still(monkeypatch: pytest.MonkeyPatch) -> None:
    assert starting.start_whose_loss_stands_still() == "two_zeros"
    monkeypatch.setattr(starting, "_noise", nn.init.zeros_)
    assert starting.start_whose_loss_stands_still() == ["two_zeros", "noise_and_zero", "two_noises", "tenfold_rate"]


def test_the_first_step_moves_b_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert starting.first_step_moves_b_alone()
    monkeypatch.setattr(LowRank, "forward", adds_the_sum_of_a)
    assert not starting.first_step_moves_b_alone()


def test_a_branch_in_series_makes_a_layer_deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    assert starting.what_makes_a_layer_always_say_the_same() == "in_series"
    started = starting._started
    monkeypatch.setattr(starting, "_started", lambda a, _: started(a, starting._noise))
    assert starting.what_makes_a_layer_always_say_the_same() == []

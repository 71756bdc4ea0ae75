"""The checks of adapters, and the same on adapters without their way around and with freezing that works."""

from __future__ import annotations

from typing import cast

import pytest
from torch import Tensor, nn

from models.checks import adapters
from models.insertions import Bottleneck
from tests.models.checks import broken


def alone(self: Bottleneck, _: Tensor, outputs: Tensor) -> Tensor:
    """The bottleneck in place of what the layer returned, not added to it."""
    return 0 * outputs + cast(Tensor, self.up(self.down(outputs))) + 10


def test_only_a_large_variance_spoils_the_first_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    assert adapters.what_spoils_the_first_loss() == "variance"
    monkeypatch.setattr(Bottleneck, "forward", alone)
    assert adapters.what_spoils_the_first_loss() == ["variance", "no_steps", "frozen", "no_new_norm"]


def test_without_freezing_the_base_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    assert adapters.what_goes_wrong_without_freezing() == "base_moves"
    monkeypatch.setattr(nn.Module, "requires_grad_", broken.nothing)  # the script's model stays frozen
    assert adapters.what_goes_wrong_without_freezing() == "norms_stay"


def test_only_the_nonlinearity_keeps_an_adapter_from_merging(monkeypatch: pytest.MonkeyPatch) -> None:
    assert adapters.what_keeps_an_adapter_from_merging() == "nonlinearity"
    monkeypatch.setattr(nn.functional, "gelu", lambda inner: inner)
    assert adapters.what_keeps_an_adapter_from_merging() == []  # without it nothing does


def test_a_new_adapter_gives_back_what_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    assert adapters.function_of_a_new_adapter() == "identity"
    monkeypatch.setattr(Bottleneck, "forward", alone)
    assert adapters.function_of_a_new_adapter() == "constant"
    monkeypatch.setattr(Bottleneck, "forward", lambda _, given, __: 0 * given)
    assert adapters.function_of_a_new_adapter() == ["zero", "constant"]

"""The checks of GRUs, and the same with other arguments, another library, or another call to mend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from models.checks import recurrent

ours = recurrent._gru


def _with(**always: Any) -> Callable[..., nn.GRU]:
    return lambda **arguments: ours(**arguments | always)


def test_the_output_holds_both_directions_of_one_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert recurrent.features_of_the_output(i=10, h=32, l=2) == recurrent.features_of_the_output(i=10, h=32, l=1) == 64
    assert recurrent.features_of_the_output(i=10, h=48, l=3) == 96
    monkeypatch.setattr(recurrent, "_gru", _with(bidirectional=False))
    assert recurrent.features_of_the_output(i=10, h=32, l=2) == 32


def _state_follows(**arguments: Any) -> Callable[[Tensor], tuple[Tensor, Tensor]]:
    """A GRU of another library: its last state begins with the batch, too."""

    def read(text: Tensor) -> tuple[Tensor, Tensor]:
        output, state = ours(**arguments)(text)
        return output, state.transpose(0, 1)

    return read


def test_the_last_state_does_not_begin_with_the_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not recurrent.batch_leads_the_last_state()
    monkeypatch.setattr(recurrent, "_gru", _state_follows)
    assert recurrent.batch_leads_the_last_state()


def test_directions_and_layers_lead_the_last_state(monkeypatch: pytest.MonkeyPatch) -> None:
    assert recurrent.shape_of_the_last_state() == "6 5 24"
    monkeypatch.setattr(recurrent, "_gru", _state_follows)
    assert recurrent.shape_of_the_last_state() == "5 6 24"


def test_sentences_mix_where_the_batch_is_read_as_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert recurrent.what_lets_sentences_mix() == "batch_second"
    monkeypatch.setattr(recurrent, "_gru", _with(batch_first=False))
    found = recurrent.what_lets_sentences_mix()
    assert isinstance(found, list)
    assert "both_ways" in found


def test_the_call_needs_a_comma_and_the_right_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert recurrent.what_the_call_needs() == ["comma", "layers"]
    monkeypatch.setattr(recurrent, "CALL", recurrent.CALL.replace("10.", "10,"))
    assert recurrent.what_the_call_needs() == ["layers"]


def test_a_check_leaves_the_global_generator_alone() -> None:
    before = torch.get_rng_state()
    recurrent.what_lets_sentences_mix()
    recurrent.what_the_call_needs()
    assert torch.equal(before, torch.get_rng_state())

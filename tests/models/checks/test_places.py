"""What the input vectors hold, and what they would hold in other models."""

import pytest
import torch
from torch import nn

from models.checks import places

bert, gpt = places._bert, places._gpt


def test_berts_input_is_the_sum_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    assert places.what_the_input_is_the_sum_of() == "token+segment+position"

    def without_segments() -> nn.Module:
        model = bert()
        nn.init.zeros_(model.get_parameter("embeddings.token_type_embeddings.weight").detach())
        return model

    monkeypatch.setattr(places, "_bert", without_segments)
    assert "token+position" in places.what_the_input_is_the_sum_of()


def test_a_model_that_reads_leftwards_needs_positions(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not places.reading_leftwards_needs_no_positions()
    monkeypatch.setattr(places, "_gpt", lambda positions: gpt(positions=False))
    assert places.reading_leftwards_needs_no_positions()


def test_above_the_first_layer_some_of_the_order_leaks_without_them() -> None:
    assert not places._tells_order(gpt(positions=False, layers=1))
    assert places._tells_order(gpt(positions=False, layers=2))


def test_torch_draws_on_as_before() -> None:
    state = torch.get_rng_state()
    places.what_the_input_is_the_sum_of()
    assert torch.equal(state, torch.get_rng_state())

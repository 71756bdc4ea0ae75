"""LoRA becomes part of the weight and leaves it again without a trace; the other methods say why they cannot."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from models.insertions import Bottleneck
from models.methods import METHODS
from models.refusals import Refused
from models.variants.merging import merge, unmerge
from tests.models.methods.cases import IDS, MASK, logits, train, tuned
from tests.models.tiny import KINDS, tiny

every = pytest.mark.parametrize("kind", KINDS)
targets = pytest.mark.parametrize("given", [{}, {"targets": "k,o"}, {"rank": 3, "targets": "all-linear"}], ids=str)


@every
@targets
def test_merged_logits_are_close_without_a_hook_in_the_model(kind: str, given: dict[str, Any]) -> None:
    on = tuned(kind, "lora", given)
    train(on, steps=4)
    beside = logits(on)
    merge(on)
    assert not any(module._forward_hooks for module in on.model.modules())
    torch.testing.assert_close(logits(on), beside, atol=1e-5, rtol=1e-4)
    assert not torch.equal(logits(on), logits(tuned(kind, "lora", given)))


@every
@targets
def test_unmerging_restores_the_base_and_the_updates_bit_for_bit(kind: str, given: dict[str, Any]) -> None:
    on = tuned(kind, "lora", given)
    train(on)
    beside = logits(on)
    merge(on)
    merge(on)
    unmerge(on)
    unmerge(on)
    base = dict(tiny(kind).named_parameters())
    assert [name for name, tensor in base.items() if not torch.equal(on.model.get_parameter(name), tensor)] == []
    assert torch.equal(logits(on), beside)


@every
def test_detaching_while_merged_gives_the_base_back(kind: str) -> None:
    on = tuned(kind, "lora", {})
    train(on)
    merge(on)
    on.detach()
    with torch.no_grad():
        ours, base = (each(input_ids=IDS, attention_mask=MASK).logits for each in (on.model, tiny(kind)))
    assert torch.equal(ours, base)


def test_it_trains_again_after_unmerging() -> None:
    on = tuned("gpt2", "lora", {})
    merge(on)
    unmerge(on)
    before = {name: tensor.detach().clone() for name, tensor in on.trainable.items()}
    train(on)
    assert not any(torch.equal(tensor, before[name]) for name, tensor in on.trainable.items())


@pytest.mark.parametrize("name", sorted(set(METHODS) - {"lora"}))
def test_another_method_is_refused_with_its_reason(name: str) -> None:
    on = tuned("opt", name, {})
    before = logits(on)
    with pytest.raises(Refused, match=r"합칠|합쳐") as refused:
        merge(on)
    assert refused.value.field == "method"
    assert torch.equal(logits(on), before)


def test_a_mixture_is_not_merged_by_halves() -> None:
    on = tuned("opt", "lora", {})
    weight = on.model.get_parameter("model.decoder.layers.0.self_attn.q_proj.weight").clone()
    on.insertions = {**on.insertions, "model.decoder.layers.0.fc2": Bottleneck(16, 2)}
    with pytest.raises(Refused):
        merge(on)
    assert torch.equal(on.model.get_parameter("model.decoder.layers.0.self_attn.q_proj.weight"), weight)

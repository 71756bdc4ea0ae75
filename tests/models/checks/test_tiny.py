"""Small models: the same every time, and nobody else's random numbers are touched."""

import torch
from transformers import BertConfig, BertModel

from models.checks import tiny


def test_a_model_is_the_same_every_time_and_torch_draws_on_as_before() -> None:
    state = torch.get_rng_state()
    first, second = (tiny.built(BertModel, BertConfig(**tiny.SHAPE)).state_dict() for _ in range(2))
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert torch.equal(state, torch.get_rng_state())


def test_a_model_without_memory_has_its_shapes() -> None:
    shapes = tiny.built(BertModel, BertConfig(**tiny.SHAPE), "meta")
    assert all(tensor.is_meta for tensor in shapes.parameters())
    assert tiny.elements(shapes.parameters()) == tiny.elements(
        tiny.built(BertModel, BertConfig(**tiny.SHAPE)).parameters()
    )


def test_rounding_is_no_difference() -> None:
    some = torch.tensor([1.0, 2.0])
    assert not tiny.differ(some, some + 1e-7)
    assert tiny.differ(some, some + 1e-2)

"""Tiny models are the same every time, and leave torch's generator as it was."""

import torch

from models.checks import small


def test_a_tiny_model_is_built_from_a_seed_of_its_own() -> None:
    before = torch.get_rng_state()
    first, second = (small.gpt2().state_dict() for _ in range(2))
    assert all(torch.equal(tensor, second[name]) for name, tensor in first.items())
    assert torch.equal(before, torch.get_rng_state())


def test_reach_tells_which_places_move_which_vectors() -> None:
    table = torch.randn(small.WORDS, 4, generator=torch.Generator().manual_seed(0)).double()
    assert small.reach(lambda ids: small.rows(table[ids]), 3) == {0: {0}, 1: {1}, 2: {2}}
    assert small.reach(lambda ids: {0: table[ids[0, 1:]].sum(dim=0)}, 3) == {0: {1, 2}}

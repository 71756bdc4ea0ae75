"""Virtual tokens: how a prefix is laid out, and where it begins."""

from __future__ import annotations

import torch

from models.tuning import Tuned
from models.virtual_tokens import ReparameterisedPrefix
from tests.models.tiny import VOCABULARY, tiny


def test_a_reparameterised_prefix_lays_keys_before_values_in_every_layer() -> None:
    part = ReparameterisedPrefix(layers=3, heads=2, head=4, length=5, hidden=7)
    flat = part.outer(torch.tanh(part.inner(part.embedding)))  # (P, 2 L H h)
    found = part.keys_values()
    assert found.shape == (3, 2, 2, 5, 4)
    assert torch.equal(found[1, 1, 0, 4], flat[4, (1 * 2 + 1) * 8 : (1 * 2 + 1) * 8 + 4])


def test_a_prefix_starts_as_what_drawn_words_leave_in_the_caches() -> None:
    model = tiny("llama")
    torch.manual_seed(3)
    tuned = Tuned(model, "prefix")
    start = tuned.trainable["tuning.values"].detach().clone()
    tuned.detach()
    torch.manual_seed(3)
    torch.randn(start.shape)  # what the module drew before
    words = torch.randint(VOCABULARY, (1, 16))
    with torch.no_grad():
        layer = model(input_ids=words, use_cache=True).past_key_values.layers[1]
    assert torch.equal(start[1], torch.stack([layer.keys[0], layer.values[0]]))

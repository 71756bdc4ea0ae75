"""What shrinks in store alone, and the same where layers are not shared or the model is as small as its student."""

import pytest
from torch import nn

from models.checks import shrinking


def test_bits_and_shared_layers_save_no_operations(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shrinking.what_shrinks_in_store_alone() == ["eight_bits", "shared_layers"]
    encoder = shrinking._encoder

    def apart(layers: int, width: int = shrinking.WIDTH, *, sets: int) -> nn.Module:
        return encoder(layers, width, sets=layers)

    with monkeypatch.context() as unshared:
        unshared.setattr(shrinking, "_encoder", apart)
        assert shrinking.what_shrinks_in_store_alone() == ["eight_bits"]
    monkeypatch.setattr(shrinking, "_codes", lambda weights: weights)
    assert shrinking.what_shrinks_in_store_alone() == ["shared_layers"]

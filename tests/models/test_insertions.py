"""The insertions compute their formulas, written out here once more by hand."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 -- the field's name for it

from models.insertions import Bottleneck, LowRank, Renorm, Shift, Slices

X, H = torch.randn(2, 3, 6), torch.randn(2, 3, 12)  # (B, T, inputs), (B, T, outputs)


def low(outputs: int, rank: int = 2) -> LowRank:
    part = LowRank(6, outputs, rank, alpha=3)
    nn.init.normal_(part.B)
    return part


def test_a_low_rank_update_is_scaled_by_alpha_over_rank() -> None:
    part = low(12)
    wanted = H + 3 / 2 * (X @ part.A.T) @ part.B.T
    torch.testing.assert_close(part(X, H), wanted)
    torch.testing.assert_close(H + X @ part.update().T, wanted)


def test_slices_change_their_spans_and_nothing_else() -> None:
    q, v = low(4), low(4)
    part = Slices({"q": q, "v": v}, {"q": (0, 4), "v": (8, 12)})
    found = part(X, H)
    torch.testing.assert_close(found[..., :4], q(X, H[..., :4]))
    torch.testing.assert_close(found[..., 8:], v(X, H[..., 8:]))
    assert torch.equal(found[..., 4:8], H[..., 4:8])
    torch.testing.assert_close(H + X @ part.update(12).T, found)


def test_a_bottleneck_reads_what_the_layer_returned() -> None:
    part = Bottleneck(12, 5)
    wanted = H + F.gelu(H @ part.down.weight.T + part.down.bias) @ part.up.weight.T + part.up.bias
    torch.testing.assert_close(part(X, H), wanted)


def test_a_shift_is_added() -> None:
    difference = torch.randn(12)
    assert torch.equal(Shift(difference)(X, H), H + difference)


def test_a_tuned_normalisation_takes_the_place_of_the_old_one() -> None:
    weight, bias = torch.randn(6), torch.randn(6)
    centred = (X - X.mean(-1, keepdim=True)) / (X.var(-1, keepdim=True, unbiased=False) + 1e-5).sqrt()
    torch.testing.assert_close(Renorm(weight, bias, 1e-5)(X, H), centred * weight + bias)
    scaled = X / (X.square().mean(-1, keepdim=True) + 1e-6).sqrt()
    torch.testing.assert_close(Renorm(weight, None, 1e-6)(X, H), scaled * weight)


def test_every_insertion_returns_the_precision_it_met() -> None:
    fused = Slices({"k": low(4)}, {"k": (4, 8)})
    half = H.bfloat16()
    for part in (low(12), fused, Bottleneck(12, 2), Shift(torch.ones(12))):
        assert part(X.bfloat16(), half).dtype == torch.bfloat16
    assert Renorm(torch.ones(12), torch.ones(12), 1e-5)(half, half).dtype == torch.bfloat16

"""Insertions as arithmetic on the rows of a batch: one variant's rows in place, or several like variants' rows at once.

The results are those of `Insertion.forward`, with fewer copies and calls.
N positions, d width, r rank, m bottleneck; G variants of k rows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import cast

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 -- the field's name for it

from models.insertions import Bottleneck, Insertion, LowRank, Shift, Slices

InPlace = Callable[[Tensor, Tensor], None]  # changes outputs (N, d), given inputs (N, inputs)
Stacked = Callable[[Tensor, Tensor], Tensor]  # outputs (G, k, d) from inputs (G, k, inputs) and outputs (G, k, d)


def in_place(insertion: Insertion) -> InPlace:
    """The insertion for the rows of one variant."""
    if isinstance(insertion, LowRank):
        return partial(_low_rank, insertion.A.detach().t(), insertion.B.detach().t(), insertion.scale)
    if isinstance(insertion, Slices):
        return partial(_slices, [(columns, in_place(part)) for columns, part in _parts(insertion)])
    if isinstance(insertion, Bottleneck):
        down, up = insertion.down, insertion.up
        tensors = (down.weight.t(), down.bias, up.weight.t(), up.bias)
        return partial(_bottleneck, *(tensor.detach() for tensor in tensors))
    if isinstance(insertion, Shift):
        return partial(_shift, insertion.difference.detach())
    return partial(_whole, insertion)


def likeness(insertion: Insertion) -> Hashable:
    """Equal for insertions of one layer that `stacked` can put together; None for a kind that stands alone."""
    if isinstance(insertion, LowRank):
        return "low rank", len(insertion.A)
    if isinstance(insertion, Slices):
        return "slices", *((columns.start, columns.stop, likeness(part)) for columns, part in _parts(insertion))
    if isinstance(insertion, Bottleneck):
        return "bottleneck", len(insertion.down.bias)
    return "shift" if isinstance(insertion, Shift) else None


def stacked(insertions: Sequence[Insertion]) -> Stacked:
    """Like insertions of G variants as batched products: for a few rows each, where calls cost more than sums."""
    first = insertions[0]
    if isinstance(first, LowRank):
        low = cast(Sequence[LowRank], insertions)
        b = torch.stack([one.B.detach().t() * one.scale for one in low])  # (G, r, d)
        return partial(_low_ranks, torch.stack([one.A.detach().t() for one in low]), b)
    if isinstance(first, Slices):
        whole = [_parts(cast(Slices, one)) for one in insertions]
        return partial(
            _all_slices, [(parts[0][0], stacked([part for _, part in parts])) for parts in zip(*whole, strict=True)]
        )
    if isinstance(first, Bottleneck):
        sides = [(one.down, one.up) for one in cast(Sequence[Bottleneck], insertions)]
        weights = [torch.stack([pair[side].weight.detach().t() for pair in sides]) for side in (0, 1)]
        biases = [torch.stack([pair[side].bias.detach() for pair in sides])[:, None] for side in (0, 1)]
        return partial(_bottlenecks, weights[0], biases[0], weights[1], biases[1])
    return partial(_shifts, torch.stack([cast(Shift, one).difference.detach() for one in insertions])[:, None])


def _parts(slices: Slices) -> list[tuple[slice, LowRank]]:
    return [(slice(*slices.spans[letter]), cast(LowRank, part)) for letter, part in slices.parts.items()]


def _low_rank(a: Tensor, b: Tensor, scale: float, inputs: Tensor, outputs: Tensor) -> None:
    outputs.addmm_(inputs @ a, b, alpha=scale)  # (N, r) (r, d)


def _slices(parts: list[tuple[slice, InPlace]], inputs: Tensor, outputs: Tensor) -> None:
    for columns, change in parts:
        change(inputs, outputs[:, columns])


def _bottleneck(down: Tensor, inner: Tensor, up: Tensor, outer: Tensor, inputs: Tensor, outputs: Tensor) -> None:
    outputs.addmm_(F.gelu(torch.addmm(inner, outputs, down)), up).add_(outer)  # (N, m) (m, d)


def _shift(difference: Tensor, inputs: Tensor, outputs: Tensor) -> None:
    outputs.add_(difference)


def _whole(insertion: Insertion, inputs: Tensor, outputs: Tensor) -> None:
    outputs.copy_(insertion(inputs, outputs))


def _low_ranks(a: Tensor, b: Tensor, inputs: Tensor, outputs: Tensor) -> Tensor:
    return torch.baddbmm(outputs, torch.bmm(inputs, a), b)  # (G, k, r) (G, r, d)


def _all_slices(parts: list[tuple[slice, Stacked]], inputs: Tensor, outputs: Tensor) -> Tensor:
    for columns, change in parts:
        outputs[..., columns] = change(inputs, outputs[..., columns])
    return outputs


def _bottlenecks(down: Tensor, inner: Tensor, up: Tensor, outer: Tensor, inputs: Tensor, outputs: Tensor) -> Tensor:
    low = F.gelu(torch.baddbmm(inner, outputs, down))  # (G, k, m)
    return torch.baddbmm(outputs + outer, low, up)  # (G, k, d)


def _shifts(differences: Tensor, inputs: Tensor, outputs: Tensor) -> Tensor:
    return outputs + differences

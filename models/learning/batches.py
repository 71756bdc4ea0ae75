"""Examples into batches: the order of an epoch, padding at the end, where the targets stand. Knows no model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from models.examples import Example

CHUNK = 8  # batches that are sorted by length together: less padding, and every batch still a random draw


@dataclass(frozen=True)
class Batch:
    """Rows padded at the end. Only positions `where`, of the flattened (B, T), are asked for their next token."""

    ids: Tensor  # (B, T)
    mask: Tensor  # (B, T), 0 on padding
    where: Tensor  # (N,)
    targets: Tensor  # (N,)


def batch_of(examples: Sequence[Example], device: torch.device) -> Batch:
    longest = max(len(example.ids) for example in examples)
    ids = np.zeros((len(examples), longest), dtype=np.int64)
    mask, asked = np.zeros_like(ids), np.zeros_like(ids, dtype=bool)
    for row, example in enumerate(examples):
        size = len(example.ids)
        ids[row, :size], mask[row, :size] = example.ids, 1
        asked[row, example.start - 1 : size - 1] = True
    where = np.flatnonzero(asked)  # the target of a position is its right neighbour, which is never another row's
    arrays = (ids, mask, where, ids.reshape(-1)[where + 1])
    return Batch(*(torch.from_numpy(array).to(device) for array in arrays))


def order(lengths: Sequence[int], size: int, seed: int, epoch: int) -> list[list[int]]:
    """The batches of one epoch, as indices. All are full: the few rows left over are others in every epoch."""
    size = min(size, len(lengths))
    generator = np.random.default_rng((seed, epoch))
    rows = generator.permutation(len(lengths))[: len(lengths) // size * size]
    batches: list[list[int]] = []
    for chunk in np.split(rows, range(CHUNK * size, len(rows), CHUNK * size)):
        ordered = sorted(chunk.tolist(), key=lambda row: lengths[row])
        batches += [ordered[start : start + size] for start in range(0, len(ordered), size)]
    return [batches[number] for number in generator.permutation(len(batches))]


def all_rows(examples: Sequence[Example], size: int, device: torch.device) -> Iterator[Batch]:
    """Every example once, rows of like length together."""
    rows = sorted(examples, key=lambda example: len(example.ids))
    return (batch_of(rows[start : start + size], device) for start in range(0, len(rows), size))

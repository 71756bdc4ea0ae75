"""Rows in batches: each once an epoch, of like length, padded at the end."""

from __future__ import annotations

import torch

from models.examples import Example
from models.learning.batches import batch_of, order


def test_an_epoch_shows_every_row_once_in_full_batches_of_like_length() -> None:
    lengths = [3 + number % 17 for number in range(640)]
    batches = order(lengths, 8, seed=1, epoch=0)
    assert sorted(row for batch in batches for row in batch) == [*range(640)]
    assert {len(batch) for batch in batches} == {8}
    spans = [max(lengths[row] for row in batch) - min(lengths[row] for row in batch) for batch in batches]
    assert sum(spans) / len(spans) < 4
    assert batches == order(lengths, 8, seed=1, epoch=0) != order(lengths, 8, seed=1, epoch=1)
    means = [sum(lengths[row] for row in batch) for batch in batches]
    assert means != sorted(means)


def test_rows_left_over_change_from_epoch_to_epoch_and_few_rows_make_one_batch() -> None:
    left = [{*range(10)} - {row for batch in order([5] * 10, 4, 0, epoch) for row in batch} for epoch in range(8)]
    assert {len(rows) for rows in left} == {2}
    assert set.union(*left) > left[0]
    assert [sorted(batch) for batch in order([5, 6, 7], 32, 0, 0)] == [[0, 1, 2]]


def test_padding_stands_at_the_end_and_is_no_target() -> None:
    batch = batch_of([Example((1, 5, 6, 7), 2), Example((1, 9))], torch.device("cpu"))
    assert batch.ids.tolist() == [[1, 5, 6, 7], [1, 9, 0, 0]]
    assert batch.mask.tolist() == [[1, 1, 1, 1], [1, 1, 0, 0]]
    assert batch.where.tolist() == [1, 2, 4]
    assert batch.targets.tolist() == [6, 7, 9]

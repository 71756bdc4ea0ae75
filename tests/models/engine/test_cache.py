from __future__ import annotations

import torch
from torch import Tensor

from models.engine.cache import Slots

LAYERS, HEADS, HEAD, COLUMNS = 2, 2, 3, 5


def slots(rows: int = 4) -> Slots:
    return Slots((LAYERS, HEADS, HEAD), rows, COLUMNS, torch.empty(0))


def states(*values: list[float]) -> Tensor:
    """One number a row and position, in every head.  # (B, H, T, h)"""
    return torch.tensor(values, dtype=torch.float32)[:, None, :, None].expand(-1, HEADS, -1, HEAD)


def seen(read: Tensor) -> list[list[float]]:
    """The first number of every row's every column."""
    return read[:, 0, :, 0].tolist()


def test_every_row_writes_at_its_own_position_and_reads_what_it_wrote() -> None:
    store = slots()
    store.aim([0, 1], torch.tensor([[0, 1], [2, 3]]), 4)
    keys, values = store.update(states([1, 2], [3, 4]), states([5, 6], [7, 8]), 1)
    assert keys.shape == (2, HEADS, 4, HEAD)
    assert seen(keys) == [[1, 2, 0, 0], [0, 0, 3, 4]]
    assert seen(values) == [[5, 6, 0, 0], [0, 0, 7, 8]]


def test_layers_are_apart() -> None:
    store = slots()
    store.aim([0], torch.tensor([[0]]), 1)
    store.update(states([1]), states([2]), 0)
    assert seen(store.update(states([3]), states([4]), 1)[0]) == [[3]]
    assert seen(store.store[0, 0, :1].transpose(1, 2)[:, :, :1]) == [[1]]


def test_rows_that_are_no_neighbours_read_the_same_as_neighbours() -> None:
    store = slots()
    store.aim([0, 1, 2, 3], torch.tensor([[0]] * 4), 1)
    store.update(states([1], [2], [3], [4]), states([5], [6], [7], [8]), 0)
    store.aim([3, 1], torch.tensor([[1], [1]]), 2)
    keys, values = store.update(states([30], [10]), states([70], [50]), 0)
    assert seen(keys) == [[4, 30], [2, 10]]
    assert seen(values) == [[8, 70], [6, 50]]


def test_padding_is_written_where_nobody_reads() -> None:
    store = slots()
    store.aim([0, 1], torch.tensor([[3, 4], [4, COLUMNS]]), COLUMNS)
    keys, _ = store.update(states([1, 2], [3, 99]), states([1, 2], [3, 99]), 0)
    assert seen(keys) == [[0, 0, 0, 1, 2], [0, 0, 0, 0, 3]]


def test_a_prefix_takes_the_first_columns_of_its_row_in_every_layer() -> None:
    store = slots()
    prefix = torch.arange(LAYERS * 2 * HEADS * 2 * HEAD, dtype=torch.float32).view(LAYERS, 2, HEADS, 2, HEAD)
    store.place(2, prefix)
    store.aim([2], torch.tensor([[2]]), 3)
    keys, values = store.update(states([-1]), states([-2]), 1)
    assert torch.equal(keys[0, :, :2], prefix[1, 0])
    assert torch.equal(values[0, :, :2], prefix[1, 1])
    assert seen(keys)[0][2] == -1


def test_a_row_moves_with_what_it_holds_and_a_cleared_one_holds_nothing() -> None:
    store = slots()
    store.aim([0, 1], torch.tensor([[0, 1], [0, 1]]), 2)
    store.update(states([1, 2], [3, 4]), states([1, 2], [3, 4]), 0)
    store.move(1, 0, 2)
    assert store.store[0, 0, 0, :2, 0, 0].tolist() == [3, 4]
    store.clear(0)
    assert not store.store[:, :, 0].any()


def test_a_token_is_written_in_place_and_read_without_a_copy() -> None:
    store = slots()
    store.aim([0, 1], torch.tensor([[0], [0]]), 1)
    keys, _ = store.update(states([1], [2]), states([1], [2]), 0)
    assert keys.data_ptr() == store.store.data_ptr()

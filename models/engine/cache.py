"""Keys and values of all running rows in one fixed store, each row at its own length. Knows no method and no text.

L layers, R rows, C columns (positions), H key-value heads, h head width, T new positions a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from transformers import Cache


class Slots(Cache):
    """One tensor (L, 2, R, C + 1, H, h) that transformers' attention layers write into and read from.

    Unlike transformers' StaticCache every row has a position of its own. The last column is a bin: what padding writes
    goes there and is never read. All values must stay finite, since a masked value still is multiplied by zero: `clear`
    a row that had NaN.
    """

    def __init__(self, sizes: tuple[int, int, int], rows: int, columns: int, like: Tensor) -> None:
        """`sizes` are (L, H, h); the store has the device and precision of `like`."""
        super().__init__(layers=[])
        layers, heads, head = sizes
        self.columns = columns
        self.store = torch.zeros(layers, 2, rows, columns + 1, heads, head, dtype=like.dtype, device=like.device)
        self.flat = self.store.view(2 * layers, rows * (columns + 1), heads * head).unbind()
        self.read: tuple[Tensor, ...] = ()
        self.rows = self.write = torch.empty(0, dtype=torch.long)
        self.neighbours = True

    def aim(self, rows: Sequence[int], positions: Tensor, columns: int) -> None:
        """The next forward writes these rows at `positions` (B, T) and reads their first `columns` columns."""
        self.rows = torch.tensor(rows, device=positions.device)  # (B,)
        self.write = (self.rows[:, None] * (self.columns + 1) + positions).flatten()  # (B T,)
        self.neighbours = rows[-1] - rows[0] + 1 == len(rows) and list(rows) == sorted(rows)
        own = self.store[:, :, rows[0] : rows[-1] + 1] if self.neighbours else self.store
        self.read = own[:, :, :, :columns].transpose(3, 4).flatten(0, 1).unbind()  # 2 L of (B, H, C, h)

    def update(
        self, key_states: Tensor, value_states: Tensor, layer_idx: int, *args: Any, **kwargs: Any
    ) -> tuple[Tensor, Tensor]:
        """Writes a layer's new keys and values (B, H, T, h); returns what the rows may look at, (B, H, C, h)."""
        keys, values = 2 * layer_idx, 2 * layer_idx + 1
        self.flat[keys].index_copy_(
            0, self.write, key_states.transpose(1, 2).reshape(len(self.write), -1)
        )  # (B T, H h)
        self.flat[values].index_copy_(0, self.write, value_states.transpose(1, 2).reshape(len(self.write), -1))
        if self.neighbours:  # as in every step but the first ones: nothing is copied
            return self.read[keys], self.read[values]
        return self.read[keys].index_select(0, self.rows), self.read[values].index_select(0, self.rows)

    def get_seq_length(self, layer_idx: int = 0) -> int:
        return 0  # rows differ in length; positions and mask are always given

    def place(self, row: int, keys_values: Tensor) -> None:
        """Puts a prefix (L, 2, H, P, h) into the row's first P columns."""
        self.store[:, :, row, : keys_values.shape[3]] = keys_values.transpose(2, 3)  # (L, 2, P, H, h)

    def move(self, source: int, target: int, length: int) -> None:
        """Copies the first `length` columns of one row over another's."""
        self.store[:, :, target, :length] = self.store[:, :, source, :length]

    def clear(self, row: int) -> None:
        self.store[:, :, row] = 0

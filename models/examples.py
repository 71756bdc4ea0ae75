"""What a tuning reads: a row of token ids and the place from which the model is asked to predict. Imports no torch."""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """`ids` begin with the begin token; the loss is the mean over targets ids[start:] (start >= 1)."""

    ids: tuple[int, ...]
    start: int = 1

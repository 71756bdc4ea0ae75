"""Tensors as rectangles whose sides follow their shapes: a thin matrix looks thin. Draws nothing itself."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from models.protocol import DissectedTensor

UNIT, LEAST, MOST, GAP = 22.0, 3.0, 44.0, 3.0  # pixels: the model's width d, and the bounds of a side
MANY = 6  # tensors; more would say nothing


@dataclass(frozen=True)
class Rectangle:
    left: float
    top: float
    width: float
    height: float
    state: str  # frozen, trains or added


@dataclass(frozen=True)
class Glyphs:
    width: float
    height: float
    rectangles: tuple[Rectangle, ...]

    @classmethod
    def of(cls, sizes: Sequence[tuple[float, float]], states: Sequence[str]) -> Self:
        """Side by side, each in the middle of the height."""
        height = max(tall for _, tall in sizes) + 2
        found, left = [], 1.0
        for (wide, tall), state in zip(sizes, states, strict=True):
            found.append(Rectangle(round(left, 1), round((height - tall) / 2, 1), wide, tall, state))
            left += wide + GAP
        return cls(round(left - GAP + 1, 1), round(height, 1), tuple(found))


def width_of(tensors: Iterable[DissectedTensor]) -> int:
    """d: as many values as a normalisation has, else as an embedding's rows."""
    sizes = {tensor.part: tensor.shape[-1] for tensor in tensors if tensor.source == "base"}
    return sizes.get("norm") or sizes.get("embedding") or 1


def side(size: int, width: int) -> float:
    """By the root of the size, so that 8 beside 256 still is to be seen."""
    return round(min(MOST, max(LEAST, UNIT * math.sqrt(size / width))), 1)


def glyphs(tensors: Sequence[DissectedTensor], width: int) -> Glyphs | None:
    """None where there is nothing that a rectangle could stand for. A bias is a line as long as its outputs."""
    if not tensors or len(tensors) > MANY or any(len(tensor.shape) > 2 for tensor in tensors):
        return None
    return Glyphs.of([_size(tensor, width) for tensor in tensors], [_state(tensor) for tensor in tensors])


def _size(tensor: DissectedTensor, width: int) -> tuple[float, float]:
    if len(tensor.shape) == 2:
        return side(tensor.shape[1], width), side(tensor.shape[0], width)
    return (side(tensor.count, width), LEAST) if tensor.part == "norm" else (LEAST, side(tensor.count, width))


def _state(tensor: DissectedTensor) -> str:
    return "added" if tensor.source == "added" else "trains" if tensor.trains else "frozen"

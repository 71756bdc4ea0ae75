"""Tensors as boxes and weights as bands, by the logarithm of their sizes. Places in pixels; knows no page."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.figures.shapes.layers import GATES, Asked, Axis, Tensor, read_by

SMALLEST, STEP, SLANT = 20, 11, 0.4  # pixels of a size of 1, of each doubling; how far a third axis leans
FOOT, HEAD = 26, 6  # room for what is written below, and above
LETTER = 7.2  # pixels, about


@dataclass(frozen=True)
class Box:
    """The first of three axes goes backwards, the last one to the right. `lean` is 0 for a tensor of two axes."""

    tensor: Tensor
    wide: int
    high: int
    lean: int

    @property
    def left(self) -> int:
        return round(len(self.tensor.axes[-2].told) * LETTER) + 12

    @property
    def top(self) -> int:
        return HEAD + self.lean

    @property
    def width(self) -> int:
        depth = round(len(self.tensor.axes[0].told) * LETTER) + 12 if self.lean else 0
        return self.left + max(self.wide + self.lean + depth, round(len(self.tensor.axes[-1].told) * LETTER)) + 4

    @property
    def height(self) -> int:
        return self.top + self.high + FOOT


@dataclass(frozen=True)
class Bands:
    """One weight matrix, its rows parted by gate."""

    name: str
    rows: str
    columns: str
    gates: tuple[tuple[str, float], ...]  # letter, top
    wide: int
    band: float

    @property
    def left(self) -> int:
        return round(len(self.rows) * LETTER) + 12

    @property
    def width(self) -> int:
        return self.left + max(self.wide, round(len(self.columns) * LETTER)) + 4

    @property
    def high(self) -> float:
        return round(self.band * len(self.gates), 1)

    @property
    def height(self) -> float:
        return HEAD + self.high + FOOT


def box(tensor: Tensor) -> Box:
    *first, high, wide = (edge(size) for size in tensor.shape)
    return Box(tensor, wide, high, round(first[0] * SLANT) if first else 0)


def matrices(asked: Asked) -> tuple[Bands, ...]:
    """Of the first layer and of those above it, which read more or less."""
    rows = f"{asked.gates}H = {asked.gates * asked.hidden:,}" if asked.gates > 1 else f"H = {asked.hidden:,}"
    shown = [("weight_ih_l0", read_by(asked, 0)), ("weight_hh_l0", Axis("H", asked.hidden))]
    if asked.layers > 1:
        shown.append(("weight_ih_l1" if asked.layers == 2 else f"weight_ih_l1~l{asked.layers - 1}", read_by(asked, 1)))
    band = edge(asked.gates * asked.hidden) / asked.gates
    gates = tuple((gate, round(HEAD + place * band, 1)) for place, gate in enumerate(GATES[asked.cell]))
    return tuple(Bands(name, rows, axis.told, gates, edge(axis.size), band) for name, axis in shown)


def edge(size: int) -> int:
    """A doubling is always the same step longer: boxes stay within a phone's window."""
    return round(SMALLEST + STEP * math.log2(size))

"""Layers over time as a grid of hidden states: which of them are in output, which in h_n. Places in pixels."""

from __future__ import annotations

from dataclasses import dataclass

from app.figures.shapes.layers import Asked

LEFT, TOP, WIDE, HIGH, GAP = 64, 26, 52, 28, 10  # pixels: room for names, a cell, between two layers
SHOWN = 5  # steps; longer sentences are cut in their middle
Step = int | None  # counted from 1; None stands for those that are left out


@dataclass(frozen=True)
class Cell:
    left: int
    top: int
    inside: str  # what is written in it
    output: bool
    last: bool  # in h_n


@dataclass(frozen=True)
class Row:
    name: str
    top: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Kept:
    """One slice of h_n: where it comes from, and where output holds the same (empty where it does not)."""

    index: int
    layer: int
    direction: str
    step: int
    same: str


@dataclass(frozen=True)
class Grid:
    rows: tuple[Row, ...]
    steps: tuple[tuple[int, str], ...]  # middle of a column, what stands above it
    width: int
    height: int


def grid(asked: Asked) -> Grid:
    """The last layer on top; in each, reading forwards above reading backwards."""
    steps = _steps(asked.length)
    rows, top = [], TOP
    for layer in reversed(range(asked.layers)):
        for direction in range(asked.directions):
            rows.append(_row(asked, layer, direction, top, steps))
            top += HIGH
        top += GAP
    heads = tuple((LEFT + place * WIDE + WIDE // 2, str(step or "…")) for place, step in enumerate(steps))
    return Grid(tuple(rows), heads, LEFT + WIDE * len(steps) + 2, top - GAP + 2)


def kept(asked: Asked) -> tuple[Kept, ...]:
    """h_n from its first slice to its last: layer by layer, forwards before backwards."""
    return tuple(
        Kept(
            layer * asked.directions + direction,
            layer + 1,
            "←" if direction else "→",
            1 if direction else asked.length,
            _same(asked, direction) if layer == asked.layers - 1 else "",
        )
        for layer in range(asked.layers)
        for direction in range(asked.directions)
    )


def _row(asked: Asked, layer: int, direction: int, top: int, steps: tuple[Step, ...]) -> Row:
    final = 1 if direction else asked.length
    index = f"h_n[{layer * asked.directions + direction}]"
    cells = (
        Cell(
            LEFT + place * WIDE,
            top,
            index if step == final else "",
            layer == asked.layers - 1,
            step == final,
        )
        for place, step in enumerate(steps)
        if step is not None
    )
    return Row(f"{layer + 1}층 {'←' if direction else '→'}", top, tuple(cells))


def _steps(length: int) -> tuple[Step, ...]:
    return tuple(range(1, length + 1)) if length <= SHOWN else (1, 2, None, length - 1, length)


def _same(asked: Asked, direction: int) -> str:
    """The place in output, as it is written in Python."""
    step = "0" if direction else "-1"
    half = "" if not asked.both else f"{asked.hidden}:" if direction else f":{asked.hidden}"
    if asked.batch is None or not asked.batch_first:
        places = [step, ":", half] if half and asked.batch is not None else [step, half] if half else [step]
    else:
        places = [":", step, half] if half else [":", step]
    return f"output[{', '.join(places)}]"

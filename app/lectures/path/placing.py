"""Where the units stand when the path is drawn from left to right, and the lines between them. Pure geometry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean

from app.lectures.path.graph import Graph

HALVES = 2  # a unit is two rows high, so that it may stand between two others


@dataclass(frozen=True)
class Spot:
    """The place of a unit: its column and the upper of its two rows, both from 1."""

    column: int
    row: int

    @property
    def middle(self) -> int:
        """How many rows lie above the middle of the unit."""
        return self.row


@dataclass(frozen=True)
class Line:
    """From a unit to one that builds upon it."""

    before: str
    start: Spot
    end: Spot


@dataclass(frozen=True)
class Drawing:
    columns: int
    rows: int
    spots: Mapping[str, Spot]
    lines: tuple[Line, ...]


def place(graph: Graph) -> Drawing:
    """A column for each level; a unit stands at the height of what it builds upon, as far as there is room."""
    heights: dict[str, int] = {}
    for column in _columns(graph):
        heights |= _spread({unit: _wished(graph.after[unit], heights) for unit in column})
    top = min(heights.values(), default=0)
    spots = {unit: Spot(graph.levels[unit] + 1, heights[unit] - top + 1) for unit in graph.after}
    lines = (Line(before, spots[before], spots[later]) for later, after in graph.after.items() for before in after)
    rows = max((spot.row + HALVES - 1 for spot in spots.values()), default=0)
    return Drawing(max((spot.column for spot in spots.values()), default=0), rows, spots, tuple(lines))


def _columns(graph: Graph) -> list[list[str]]:
    levels = graph.levels
    return [
        [unit for unit in graph.after if levels[unit] == level] for level in range(max(levels.values(), default=-1) + 1)
    ]


def _wished(after: tuple[str, ...], heights: Mapping[str, int]) -> int:
    """In half units: the middle of what it builds upon."""
    return round(mean(heights[before] for before in after)) if after else 0


def _spread(wished: Mapping[str, int]) -> dict[str, int]:
    """As near to the wished heights as may be while nobody stands on another: those that would touch share the push
    (isotonic regression by pooling neighbours)."""
    pools: list[list[int]] = []
    for at, height in enumerate(sorted(wished.values())):
        pools.append([height - HALVES * at])
        while len(pools) > 1 and mean(pools[-2]) > mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    free = [round(mean(pool)) for pool in pools for _ in pool]
    return {unit: free[at] + HALVES * at for at, unit in enumerate(sorted(wished, key=lambda unit: wished[unit]))}

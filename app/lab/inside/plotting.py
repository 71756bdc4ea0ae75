"""The test loss over the rank that is kept: where everything stands in an SVG of any width. Draws nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from models.demos.updates import Point, Update

HEIGHT, TOP, FOOT = 280, 14, 34  # pixels
LEFT, RIGHT = 9.0, 98.0  # percent
TICKS = 4


@dataclass(frozen=True)
class Line:
    """A curve over the ranks; places in percent and pixels."""

    name: str
    places: tuple[tuple[float, float], ...]
    here: tuple[float, float]


@dataclass(frozen=True)
class Level:
    """A loss that knows no rank, as a line across."""

    name: str
    colour: str
    place: float
    told: str


@dataclass(frozen=True)
class Plot:
    """Test loss over rank; the loss on a logarithmic scale, each rank one step further."""

    lines: tuple[Line, ...]
    levels: tuple[Level, ...]
    ranks: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    here: float
    height: int = HEIGHT
    foot: int = HEIGHT - FOOT


def plot(ranks: Sequence[int], update: Update, at: int) -> Plot:
    curves = {"행렬만 갱신": update.matrices_only, "나머지는 다 갱신": update.rest_tuned}
    levels = (
        ("바탕", "base", update.base),
        ("전체 미세 조정", "full", update.full),
        (f"LoRA r={update.lora_rank}", "lora", update.lora),
    )
    losses = [point.test_loss for points in curves.values() for point in points] + [update.lora.test_loss]
    low, high = math.log(min(losses)), math.log(max(losses))

    def y(loss: float) -> float:
        return round(TOP + (HEIGHT - FOOT - 2 * TOP) * (high - math.log(loss)) / ((high - low) or 1), 1)

    def x(place: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * place / (len(ranks) - 1), 2)

    def line(name: str, points: Sequence[Point]) -> Line:
        places = tuple((x(place), y(point.test_loss)) for place, point in enumerate(points))
        return Line(name, places, places[at])

    ticks = [math.exp(low + (high - low) * step / (TICKS - 1)) for step in range(TICKS)]
    return Plot(
        lines=tuple(line(name, points) for name, points in curves.items()),
        levels=tuple(Level(name, colour, y(one.test_loss), f"{one.test_loss:.4f}") for name, colour, one in levels),
        ranks=tuple((x(place), f"{rank}") for place, rank in enumerate(ranks)),
        ticks=tuple((y(tick), f"{tick:.3g}") for tick in ticks),
        here=x(at),
    )

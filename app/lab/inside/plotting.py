"""The test loss over the rank that is kept: where everything stands in an SVG of any width. Draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.lab.scales import Linear, Log
from models.demos.updates import Point, Update

HEIGHT, TOP, FOOT = 280, 14, 34  # pixels
LEFT, RIGHT = 9.0, 98.0  # percent
TICKS = 4


@dataclass(frozen=True)
class Line:
    """A curve over the ranks; places in percent and pixels."""

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
    """Test loss over rank; the loss on a logarithmic scale, each rank one step further. The first of the lines changes
    nothing but the matrices, the second has the rest as it was tuned."""

    lines: tuple[Line, ...]
    levels: tuple[Level, ...]
    ranks: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    here: float
    height: int = HEIGHT
    foot: int = HEIGHT - FOOT


def plot(ranks: Sequence[int], update: Update, at: int) -> Plot:
    curves = (update.matrices_only, update.rest_tuned)
    levels = (
        ("바탕", "base", update.base),
        ("전체 미세 조정", "full", update.full),
        (f"LoRA r={update.lora_rank}", "lora", update.lora),
    )
    losses = [point.test_loss for points in curves for point in points] + [update.lora.test_loss]
    up = Log(min(losses), max(losses), HEIGHT - FOOT - TOP, TOP)
    x = Linear(0, len(ranks) - 1, LEFT, RIGHT).place

    def line(points: Sequence[Point]) -> Line:
        places = tuple((x(place), up.place(point.test_loss)) for place, point in enumerate(points))
        return Line(places, places[at])

    ticks = [up.low * (up.high / up.low) ** (step / (TICKS - 1)) for step in range(TICKS)]
    return Plot(
        lines=tuple(map(line, curves)),
        levels=tuple(
            Level(name, colour, up.place(one.test_loss), f"{one.test_loss:.4f}") for name, colour, one in levels
        ),
        ranks=tuple((x(place), f"{rank}") for place, rank in enumerate(ranks)),
        ticks=tuple((up.place(tick), f"{tick:.3g}") for tick in ticks),
        here=x(at),
    )

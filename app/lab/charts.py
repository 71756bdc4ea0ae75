"""Bars on a logarithmic scale: where everything stands in an SVG of any width. Draws nothing, knows no formula."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.lab.scales import Log

COLOURS = {  # a method's class in the style sheets, the same on every page
    "full": "full",
    "head": "full",
    "bitfit": "bitfit",
    "houlsby": "adapter",
    "pfeiffer": "adapter",
    "lora": "lora",
    "prefix": "prefix",
    "prompt": "prompt",
    "p_tuning": "prompt",
}
ROW, AXIS = 46, 30  # pixels
TICKS = 5  # labels at most: more would touch on a phone
UNITS = ("", "만", "억", "조")


@dataclass(frozen=True)
class Row:
    """What one bar says; `count` is None where there is nothing to draw, and `told` says why."""

    name: str
    colour: str
    count: int | None
    told: str
    chosen: bool = False


@dataclass(frozen=True)
class Bar:
    row: Row
    top: int  # pixels
    width: float  # percent


@dataclass(frozen=True)
class Tick:
    label: str  # empty where the line stands alone
    place: float  # percent


@dataclass(frozen=True)
class Chart:
    """Heights in pixels, widths in percent: letters keep their size at every width of the window."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    height: int

    @property
    def foot(self) -> int:
        return self.height - AXIS


def log_bars(rows: Sequence[Row]) -> Chart:
    """Each step of the scale is ten times the one before; the shortest bar still has a length."""
    counts = [row.count for row in rows if row.count]
    low = math.floor(math.log10(min(counts, default=1) / 2)) if counts else 0
    high = max(math.ceil(math.log10(max(counts, default=10))), low + 1)
    place = Log(10.0**low, 10.0**high, 0, 100).place
    bars = (Bar(row, ROW * number, place(row.count) if row.count else 0.0) for number, row in enumerate(rows))
    every = math.ceil((high - low + 1) / TICKS)
    steps = range(low, high + 1)
    ticks = (Tick(power(step) if (high - step) % every == 0 else "", place(10.0**step)) for step in steps)
    return Chart(tuple(bars), tuple(ticks), ROW * len(rows) + AXIS)


def colour(method: str) -> str:
    """Of the base model too, which has no method; what nobody knows (any more) looks like it."""
    return COLOURS.get(method, "base")


def power(exponent: int) -> str:
    """A power of ten as Korean reads it: 10만, 1천만, 1억. Below 1 as a fraction."""
    if exponent < 0:
        return f"{10.0**exponent:g}"
    units, rest = divmod(exponent, 4)
    return ("1", "10", "100", "1천")[rest] + UNITS[units]

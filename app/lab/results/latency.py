"""Milliseconds a token against rows in the batch: one line a recipe, a broken one where it is merged. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.lab.charts import COLOURS, Tick
from app.lab.results.labelling import LINE, apart
from app.lab.results.quality import Height
from app.lab.results.wording import SHORT, against
from app.lab.scales import Log, log_steps
from models.demos.results import Line

HEIGHT, TOP, BOTTOM = 400, 14, 360  # pixels
LEFT, RIGHT = 13.0, 62.0  # percent; the names stand behind the ends of the lines
NAMES = RIGHT + 3  # percent


@dataclass(frozen=True)
class Series:
    """A line through `points` (percent, pixels); its name stands at `at` pixels."""

    name: str
    colour: str
    merged: bool
    points: tuple[tuple[float, float], ...]
    cells: tuple[str, ...]
    told: str
    at: float

    @property
    def pieces(self) -> tuple[tuple[tuple[float, float], tuple[float, float]], ...]:
        return tuple(pairwise(self.points))


@dataclass(frozen=True)
class Curves:
    height: int
    foot: int
    series: tuple[Series, ...]
    across: tuple[Tick, ...]
    upward: tuple[Height, ...]
    noise: float | None  # percent by which the same calculation came out differently
    names: float = NAMES


@dataclass(frozen=True)
class _Taken:
    name: str
    colour: str
    merged: bool
    ms: dict[int, float]
    full: bool = False


def curves(lines: Sequence[Line], base: Line | None) -> Curves | None:
    """None where nobody has measured any."""
    found = list(_measured(([base] if base else []) + list(lines)))
    values = [value for one in found for value in one.ms.values()]
    if not values:
        return None
    batches = sorted({rows for one in found for rows in one.ms})
    over = Log(batches[0], batches[-1], LEFT, RIGHT)
    up = Log(min(values) / 1.15, max(values) * 1.15, BOTTOM, TOP)
    ends = apart([up.place(one.ms[max(one.ms)]) for one in found], LINE, TOP, BOTTOM)
    plain = base.latency.unmerged if base and base.latency else {}
    series = tuple(_series(one, over, up, at, plain) for one, at in zip(found, ends, strict=True))
    across = tuple(Tick(f"{rows}편", over.place(rows)) for rows in batches)
    upward = tuple(Height(up.place(value), f"{value:g} ms") for value in log_steps(up.low, up.high))
    return Curves(HEIGHT, BOTTOM, series, across, upward, _noise(found, plain))


def _noise(found: Sequence[_Taken], base: dict[int, float]) -> float | None:
    """What is merged, and weights tuned themselves, calculate just what the base does."""
    same = (one for one in found if one.merged or one.full)
    off = [100 * abs(ms / base[rows] - 1) for one in same for rows, ms in one.ms.items() if rows in base]
    return round(max(off), 1) if off else None


def _measured(lines: Sequence[Line]) -> Iterator[_Taken]:
    for line in lines:
        if line.latency is None or not line.latency.unmerged:
            continue
        base = line.recipe == "base"
        name, colour = ("바탕", "base") if base else (SHORT.get(line.recipe, line.recipe), COLOURS[line.method])
        yield _Taken(name, colour, False, line.latency.unmerged, full=line.method == "full")
        if line.latency.merged:
            yield _Taken(f"{name} 병합", colour, True, line.latency.merged)


def _series(one: _Taken, over: Log, up: Log, at: float, base: dict[int, float]) -> Series:
    points = tuple((over.place(rows), up.place(one.ms[rows])) for rows in sorted(one.ms))
    told = ", ".join(f"{rows}편 {one.ms[rows]:.2f} ms" for rows in sorted(one.ms))
    cells = tuple(against(one.ms[rows], base.get(rows) if one.ms is not base else None) for rows in sorted(one.ms))
    return Series(one.name, one.colour, one.merged, points, cells, f"{one.name}: {told}", at)

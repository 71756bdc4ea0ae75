"""Quality against trainable parameters: one point a recipe, the base as a line, the spread as bars. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.lab.charts import COLOURS, Tick, power
from app.lab.results.labelling import LINE, Box, Label, Mark, labels, width
from app.lab.results.wording import SHORT, loss, share
from app.lab.scales import Linear, Log, steps
from models.demos.recipes import RECIPES
from models.demos.results import Line, Spread

HEIGHT, TOP, BOTTOM = 380, 14, 340  # pixels; below BOTTOM stand the numbers of the axis
LEFT, RIGHT = 17.0, 96.0  # percent
FAR = 2.0  # times the range of the points: a base further away would press them together
SIDE = 46  # pixels that the numbers at the left take


@dataclass(frozen=True)
class Axis:
    """What stands upward: losses, or shares from 0 to 1."""

    name: str
    title: str
    of: Callable[[Line], Spread]
    told: Callable[[Spread], str]
    tick: Callable[[float], str]


FIGURE = Axis("", "과제 점수", lambda line: line.figure, share, lambda value: f"{100 * value:g}%")
LOSS = Axis("loss", "시험 손실", lambda line: line.test_loss, loss, lambda value: f"{value:g}")
AXES = {axis.name: axis for axis in (FIGURE, LOSS)}


@dataclass(frozen=True)
class Point:
    """`low` and `high` are the ends of the error bar in pixels, None without a spread."""

    x: float
    y: float
    low: float | None
    high: float | None
    colour: str
    matched: bool
    text: str
    told: str
    label: Label


@dataclass(frozen=True)
class Height:
    """A line across the plot, at `y` pixels."""

    y: float
    text: str


@dataclass(frozen=True)
class Scatter:
    title: str
    height: int
    foot: int
    points: tuple[Point, ...]
    across: tuple[Tick, ...]
    upward: tuple[Height, ...]
    base: Height | None
    beyond: str  # where the base lies when it is not drawn

    @property
    def spread(self) -> bool:
        """Whether any point has an error bar."""
        return any(point.low is not None for point in self.points)


def scatter(lines: Sequence[Line], base: Line | None, axis: Axis) -> Scatter:
    low, high, drawn = _range(lines, base, axis)
    ticks = steps(low, high)
    up = Linear(ticks[0], ticks[-1], BOTTOM, TOP)
    counts = [line.trainable for line in lines]
    over = Log(min(counts), max(counts), LEFT, RIGHT)
    reference = Height(up.place(axis.of(base).mean), f"바탕 {axis.told(axis.of(base))}") if base and drawn else None
    upward = tuple(Height(up.place(value), axis.tick(value)) for value in ticks)
    points = _points(lines, axis, over, up, _taken(upward, reference))
    beyond = (
        ""
        if base is None or drawn
        else f"바탕 모델({axis.told(axis.of(base))})은 이 그림의 {_side(base, low, axis)} 밖에 있습니다."
    )
    return Scatter(axis.title, HEIGHT, BOTTOM, points, _powers(over), upward, reference, beyond)


def _side(base: Line, low: float, axis: Axis) -> str:
    return "아래쪽" if axis.of(base).mean < low else "위쪽"


def _range(lines: Sequence[Line], base: Line | None, axis: Axis) -> tuple[float, float, bool]:
    """Least and most to be shown, and whether the base is among it."""
    ends = [value.mean + sign * (value.deviation or 0.0) for value in map(axis.of, lines) for sign in (-1, 1)]
    low, high = min(ends), max(ends)
    if base is None:
        return low, high, False
    mean, room = axis.of(base).mean, FAR * (high - low)
    near = low - room <= mean <= high + room
    return (min(low, mean), max(high, mean), True) if near else (low, high, False)


def _taken(upward: Sequence[Height], reference: Height | None) -> list[Box]:
    """Where the plot's own words stand: above their lines, the base's at the right."""
    boxes = [Box(0, 0, SIDE, height.y - LINE, height.y + 2) for height in upward]
    if reference is not None:
        boxes.append(Box(100, -width(reference.text), 0, reference.y - LINE, reference.y + 2))
    return boxes


def _points(lines: Sequence[Line], axis: Axis, over: Log, up: Linear, taken: list[Box]) -> tuple[Point, ...]:
    marks = [_mark(line, axis, over, up) for line in lines]
    return tuple(
        Point(
            x=mark.x,
            y=mark.y,
            low=None if axis.of(line).deviation is None else mark.bottom,
            high=None if axis.of(line).deviation is None else mark.top,
            colour=COLOURS[line.method],
            matched=line.matched,
            text=mark.text,
            told=f"{RECIPES[line.recipe].title}: {line.trainable:,}개, {axis.told(axis.of(line))}",
            label=label,
        )
        for line, mark, label in zip(lines, marks, labels(marks, BOTTOM, taken), strict=True)
    )


def _mark(line: Line, axis: Axis, over: Log, up: Linear) -> Mark:
    value = axis.of(line)
    ends = [up.place(value.mean + sign * (value.deviation or 0.0)) for sign in (-1, 1)]
    name = SHORT.get(line.recipe, line.recipe)
    return Mark(over.place(line.trainable), up.place(value.mean), name, min(ends), max(ends))


def _powers(over: Log) -> tuple[Tick, ...]:
    """A line at every power of ten between the fewest and the most."""
    found = (exponent for exponent in range(1, 13) if over.low <= 10**exponent <= over.high)
    return tuple(Tick(power(exponent), over.place(10.0**exponent)) for exponent in found)

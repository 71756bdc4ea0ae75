"""Parameters against tokens, both logarithmic: a law is a straight line, a budget a falling one. Knows no page.

Places are percents of the width and pixels of the height.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.figures.shapes.laws import LAWS, LEAST, MODELS, MOST
from app.lab.charts import power
from app.lab.scales import Log

HEIGHT, TOP, FOOT = 432, 24, 46  # pixels
LEFT, RIGHT = 13.0, 98.0  # percent
PARAMETERS, TOKENS = (1e7, 1e14), (1e9, 1e14)
X = Log(*PARAMETERS, LEFT, RIGHT).place
Y = Log(*TOKENS, HEIGHT - FOOT, TOP).place
NAMES = {"GPT-3": (-9, 17, "end"), "Gopher": (7, -8, "start"), "Chinchilla": (12, 2, "start")}  # where the name stands


@dataclass(frozen=True)
class Place:
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    slug: str
    start: Place
    end: Place
    here: Place  # where the budget is spent


@dataclass(frozen=True)
class Point:
    name: str
    at: Place
    dx: int
    dy: int
    anchor: str


@dataclass(frozen=True)
class Plane:
    lines: tuple[Line, ...]
    budget: tuple[Place, Place]
    points: tuple[Point, ...]
    across: tuple[tuple[float, str], ...]
    up: tuple[tuple[float, str], ...]
    height: int = HEIGHT
    top: int = TOP
    foot: int = HEIGHT - FOOT


def plane(compute: float) -> Plane:
    return Plane(
        lines=tuple(
            Line(law.slug, *(_place(law.parameters(c), law.tokens(c)) for c in (LEAST, MOST, compute))) for law in LAWS
        ),
        budget=_budget(compute),
        points=tuple(Point(one.name, _place(one.parameters, one.tokens), *NAMES[one.name]) for one in MODELS),
        across=tuple((X(10.0**step), power(step) if step % 2 else "") for step in range(7, 15)),
        up=tuple((Y(10.0**step), power(step)) for step in range(9, 15)),
    )


def _budget(compute: float) -> tuple[Place, Place]:
    """The part within the frame of the line on which 6 N D is the budget."""
    product = compute / 6
    first = max(PARAMETERS[0], product / TOKENS[1])
    last = min(PARAMETERS[1], product / TOKENS[0])
    return _place(first, product / first), _place(last, product / last)


def _place(parameters: float, tokens: float) -> Place:
    return Place(X(parameters), Y(tokens))

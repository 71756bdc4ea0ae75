"""Where a curve of losses stands in an SVG of any width: percent across, pixels down. Draws nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.lab.scales import Linear, steps
from app.lab.training.progress import Progress

HEIGHT, TOP, FOOT = 240, 16, 212  # pixels
LEFT, RIGHT = 9.0, 97.0  # percent: room for the scale's numbers


@dataclass(frozen=True)
class Mark:
    """A line of the scale, or a validation loss at its step."""

    x: float  # percent
    y: float  # pixels
    label: str
    step: int = 0


@dataclass(frozen=True)
class Chart:
    """`line` are points for a picture of 100 x HEIGHT that is stretched to the whole width."""

    line: str
    looks: tuple[Mark, ...]
    between: str  # the line through the looks
    scale: tuple[Mark, ...]
    before: Mark | None  # the loss before the first step
    steps: int
    height: int = HEIGHT
    foot: int = FOOT
    left: float = LEFT
    right: float = RIGHT


def chart(progress: Progress) -> Chart | None:
    """None while there is nothing to draw."""
    points, looks, whole = progress.curve.points, progress.curve.looks, progress.steps or 1
    if not points:
        return None
    before = [] if progress.before is None else [progress.before]
    losses = [loss for _, loss in (*points, *looks)] + before
    scale = steps(min(losses), max(losses), least=1e-3)
    across, down = Linear(0, whole, LEFT, RIGHT).place, Linear(scale[0], scale[-1], FOOT, TOP).place

    def path(pairs: Sequence[tuple[int, float]]) -> str:
        return " ".join(f"{across(step)},{down(loss)}" for step, loss in pairs)

    digits = max(0, -math.floor(math.log10(round(scale[1] - scale[0], 10))))
    return Chart(
        line=path(points if len(points) > 1 else [*points, *points]),
        looks=tuple(Mark(across(step), down(loss), f"{loss:.3f}", step) for step, loss in looks),
        between=path(looks),
        scale=tuple(Mark(0, down(loss), f"{loss:.{digits}f}") for loss in scale),
        before=Mark(0, down(before[0]), f"{before[0]:.3f}") if before else None,
        steps=whole,
    )

"""Where labels find room beside the points of a plot. Knows no method and draws nothing.

Places across are percent of the plot's width, places down are pixels: letters keep their size in every window. Two
labels that are apart at the narrowest and at the widest, the same of them on the left, are so at every width between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NARROW, WIDE = 280, 1200  # pixels: a plot on the narrowest phone, and in the widest window
LINE = 17  # pixels from one line of text to the next
HANGUL, LETTER = 13.0, 7.6  # pixels of a character, rather too wide than too narrow
MARK = 9  # pixels around a point that stay free
GAP = 12  # pixels between a point and its label


def width(text: str) -> float:
    """Pixels, estimated."""
    return sum(HANGUL if letter >= "ᄀ" else LETTER for letter in text)


@dataclass(frozen=True)
class Box:
    """What stands at `x` percent, from `left` to `right` of it and from `top` to `bottom` of the plot in pixels."""

    x: float
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """In a plot of any width."""
        if self.bottom <= other.top or other.bottom <= self.top:
            return False
        return not (self._before(other) or other._before(self))

    def _before(self, other: Box) -> bool:
        return all(self.right + (self.x - other.x) * plot / 100 <= other.left for plot in (NARROW, WIDE))

    @property
    def inside(self) -> bool:
        return self.left + self.x * NARROW / 100 >= 0 and self.right + self.x * NARROW / 100 <= NARROW


@dataclass(frozen=True)
class Mark:
    """A point to be labelled: `x` percent, pixels down; `top` and `bottom` of its error bar."""

    x: float
    y: float
    text: str
    top: float
    bottom: float

    @property
    def box(self) -> Box:
        return Box(self.x, -MARK, MARK, min(self.top, self.y - MARK), max(self.bottom, self.y + MARK))


@dataclass(frozen=True)
class Label:
    """Where a label begins (or ends, with anchor `end`), in pixels from its point; `far` asks for a line to it."""

    dx: float
    dy: float
    anchor: str
    far: bool


def labels(marks: Sequence[Mark], height: float, taken: Sequence[Box] = ()) -> list[Label]:
    """One for each mark: none meets another one, a mark or what is `taken`, as long as there is room at all."""
    blocked = [*taken, *(mark.box for mark in marks)]
    found: dict[int, Label] = {}
    for number in sorted(range(len(marks)), key=lambda number: -marks[number].x):  # the right edge is the tightest
        mark = marks[number]
        tried = list(_places(mark, height))
        label, box = next(((label, box) for label, box in tried if not any(map(box.meets, blocked))), tried[0])
        found[number] = label
        blocked.append(box)
    return [found[number] for number in range(len(marks))]


def _places(mark: Mark, height: float) -> Iterator[tuple[Label, Box]]:
    """The nearest first, all inside the plot; what is wider than half of it has a place on one side only."""
    long = width(mark.text)
    for step in range(int(2 * height / LINE)):
        down = (step + 1) // 2 * LINE * (-1 if step % 2 else 1)
        for dx, anchor, left in ((GAP, "start", GAP), (-GAP, "end", -GAP - long)):
            box = Box(mark.x, left, left + long, mark.y + down - LINE / 2, mark.y + down + LINE / 2)
            if box.inside and box.top >= 0 and box.bottom <= height:
                yield Label(dx, down, anchor, abs(down) > LINE), box


def apart(wanted: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """The places nearest above each other in the order of the wanted ones, at least so far apart, between low and high
    where they fit."""
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    found = [0.0] * len(wanted)
    at = low - least
    for number in order:
        at = found[number] = max(wanted[number], at + least)
    limit = high
    for number in reversed(order):
        limit = found[number] = min(found[number], limit)
        limit -= least
    return [round(place, 2) for place in found]

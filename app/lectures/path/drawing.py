"""The path as the home page shows it: the learner's cards at their places, and the lines between. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from app.lectures.path.cards import CoursePath, Step, UnitCard, Way
from app.lectures.path.graph import Graph
from app.lectures.path.placing import Line, place

COLUMNS, ROWS = 6, 12  # more than static/css/home.css has places for is shown as a list
EDGE = 0.1  # of a column lies free on each side of a card; static/css/home.css leaves as much


def draw(graph: Graph, cards: Sequence[UnitCard]) -> CoursePath:
    placed, done = place(graph), {card.slug for card in cards if card.done}
    steps = (Step(card, placed.spots[card.slug].column, placed.spots[card.slug].row) for card in cards)
    ways = (Way(_curve(line), line.before in done) for line in placed.lines)
    wide = placed.columns <= COLUMNS and placed.rows <= ROWS
    return CoursePath(tuple(steps), tuple(ways), placed.columns, placed.rows, wide)


def _curve(line: Line) -> str:
    """From the right edge of a card to the left edge of another; a unit of length is one column or one row."""
    left, right = line.start.column - EDGE, line.end.column - 1 + EDGE
    turn = (left + right) / 2
    high, low = line.start.middle, line.end.middle
    return f"M{left:.2f} {high}C{turn:.2f} {high} {turn:.2f} {low} {right:.2f} {low}"

"""Attention weights as pictures: cells of like weight as one path, a token's row as bars. Pure; draws nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.lab.inside.likely import label, percent
from models.protocol import Attended

STEPS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75)  # where a deeper shade begins
SEEN, NAMED = 6, 3  # positions told of the chosen token, and of each in the table
LETTERS = 8  # of a label
LEFT, TOP = 104, 96  # pixels for the labels of the large picture
LEAST, MOST, ROOM = 15, 30, 720  # pixels of a cell, and of all that stand beside each other
WEIGHT = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Shade:
    """All cells of one depth, in units of cells. `before`: they stand in columns before the text."""

    level: int  # from 1
    before: bool
    path: str


@dataclass(frozen=True)
class Seen:
    """A position that a token looks at."""

    token: str
    share: str
    width: float  # percent
    before: bool


@dataclass(frozen=True)
class Token:
    number: int  # from 1
    label: str
    note: str
    most: str  # the table's words: where it looks most


@dataclass(frozen=True)
class Head:
    number: int
    shades: tuple[Shade, ...]
    first: str  # how much of its weight goes to the first position of the text


@dataclass(frozen=True)
class Attention:
    """One layer. `cell` in pixels, for the large picture of the chosen head."""

    layer: int
    layers: int
    heads: tuple[Head, ...]
    chosen: Head
    tokens: tuple[Token, ...]
    before: int
    columns: int
    cell: int
    row: Token
    seen: tuple[Seen, ...]
    before_share: str  # of the chosen row's weight that goes to what stands before the text

    @property
    def width(self) -> int:
        return LEFT + self.columns * self.cell + 2

    @property
    def height(self) -> int:
        return TOP + len(self.tokens) * self.cell + 2


def attention(told: Attended, layer: int, head: int | None, row: int | None) -> Attention:
    """A head or a row that is not there is the first, or the last."""
    heads = tuple(_head(number, weights, told.before) for number, weights in enumerate(told.weights, start=1))
    chosen = heads[head - 1] if head and head <= len(heads) else heads[0]
    weights = told.weights[chosen.number - 1]
    labels = _columns(told)
    tokens = tuple(_tokens(told, weights, labels))
    token = tokens[row - 1] if row and row <= len(tokens) else tokens[-1]
    own = weights[token.number - 1]
    return Attention(
        layer=layer,
        layers=told.layers,
        heads=heads,
        chosen=chosen,
        tokens=tokens,
        before=told.before,
        columns=len(labels),
        cell=max(LEAST, min(MOST, ROOM // len(labels))),
        row=token,
        seen=tuple(_seen(own, labels, told.before, SEEN)),
        before_share=percent(sum(own[: told.before])),
    )


def _head(number: int, weights: WEIGHT, before: int) -> Head:
    later = weights[1:] or weights  # the first token has nothing else to look at
    first = sum(row[before] for row in later) / len(later)
    return Head(number, tuple(shades(weights, before)), percent(first))


def shades(weights: WEIGHT, before: int) -> Iterator[Shade]:
    """Neighbours of one depth in a row are drawn as one."""
    paths: dict[tuple[int, bool], list[str]] = {}
    for y, row in enumerate(weights):
        for key, run in groupby(enumerate(row), lambda cell: (level(cell[1]), cell[0] < before)):
            cells = [x for x, _ in run]
            if key[0]:
                paths.setdefault(key, []).append(f"M{cells[0]} {y}h{len(cells)}v1h-{len(cells)}z")
    yield from (Shade(depth, side, "".join(path)) for (depth, side), path in sorted(paths.items()))


def level(weight: float) -> int:
    return sum(weight >= step for step in STEPS)


def _columns(told: Attended) -> list[str]:
    return [f"앞자리 {place}" for place in range(1, told.before + 1)] + [_short(label(one)[0]) for one in told.pieces]


def _short(text: str) -> str:
    return text if len(text) <= LETTERS else text[: LETTERS - 1] + "…"


def _tokens(told: Attended, weights: WEIGHT, labels: Sequence[str]) -> Iterator[Token]:
    for number, (piece, row) in enumerate(zip(told.pieces, weights, strict=True), start=1):
        text, note = label(piece)
        most = ", ".join(f"{one.token} {one.share}" for one in _seen(row, labels, told.before, NAMED))
        yield Token(number, _short(text), note, most)


def _seen(row: Sequence[float], labels: Sequence[str], before: int, most: int) -> Iterator[Seen]:
    """The positions with the largest weights, falling; those of nothing are left out."""
    places = sorted(range(len(row)), key=lambda place: -row[place])[:most]
    yield from (
        Seen(labels[place], percent(row[place]), round(100 * row[place], 1), place < before)
        for place in places
        if row[place] > 0
    )

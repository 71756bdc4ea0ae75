"""A matrix of who may attend to whom: rows look, columns are looked at. Knows no kind of mask and no page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

SHORT = 9  # letters of a token in a header; the sentence beside the matrix has it whole


@dataclass(frozen=True)
class Cell:
    """`why` says in Korean by which rule it is open or closed."""

    open: bool
    why: str


@dataclass(frozen=True)
class Token:
    text: str
    note: str = ""  # such as its rank in an order

    @property
    def short(self) -> str:
        return self.text if len(self.text) <= SHORT else self.text[: SHORT - 1] + "…"


@dataclass(frozen=True)
class Side:
    """The tokens of one side. `name` is put before a place where two sides differ, such as `디코더의 `."""

    tokens: tuple[Token, ...]
    name: str = ""

    def seat(self, place: int) -> str:
        """Ends in a parenthesis after 자리, so that the particle is that of 자리 whatever the token."""
        return f"{self.name}{place + 1}번 자리(‘{self.tokens[place].text}’)"


@dataclass(frozen=True)
class Matrix:
    """`name` is what the code calls it; `cells[i][j]` says whether row i sees column j, counted from 0."""

    name: str
    title: str
    rows: Side
    columns: Side
    cells: tuple[tuple[Cell, ...], ...]

    @property
    def size(self) -> int:
        return len(self.rows.tokens) * len(self.columns.tokens)

    @property
    def opened(self) -> int:
        return sum(len(self.seen(row)) for row in range(len(self.cells)))

    @property
    def share(self) -> str:
        return f"{100 * self.opened / self.size:.1f} %"

    def seen(self, row: int) -> tuple[int, ...]:
        return tuple(place for place, cell in enumerate(self.cells[row]) if cell.open)


Rule = Callable[[int, int], Cell]  # row, column -> cell, both from 0


def side(words: tuple[str, ...], name: str = "", notes: tuple[str, ...] = ()) -> Side:
    return Side(tuple(Token(word, notes[place] if notes else "") for place, word in enumerate(words)), name)


def matrix(name: str, title: str, rows: Side, columns: Side, rule: Rule) -> Matrix:
    cells = tuple(tuple(rule(i, j) for j in range(len(columns.tokens))) for i in range(len(rows.tokens)))
    return Matrix(name, title, rows, columns, cells)

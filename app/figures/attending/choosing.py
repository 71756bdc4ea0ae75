"""The row and the cell that a learner chose (`at`: matrix-row-column, from 1), and what is told of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.figures.attending.matrices import Cell, Matrix, Token


@dataclass(frozen=True)
class Chosen:
    """Counted from 0. Without a column the row alone is chosen."""

    index: int
    matrix: Matrix
    row: int
    column: int | None

    @property
    def at(self) -> str:
        """As the address has it."""
        return "-".join(str(n + 1) for n in (self.index, self.row, self.column) if n is not None)

    @property
    def cell(self) -> Cell | None:
        return None if self.column is None else self.matrix.cells[self.row][self.column]

    @property
    def seat(self) -> str:
        return self.matrix.rows.seat(self.row)

    @property
    def told(self) -> str:
        """May the row see the column."""
        if self.column is None or self.cell is None:
            return ""
        can = "있습니다" if self.cell.open else "없습니다"
        return f"{self.seat}에서 {self.matrix.columns.seat(self.column)}를 볼 수 {can}."

    @property
    def counted(self) -> str:
        seen, all_ = len(self.matrix.seen(self.row)), len(self.matrix.columns.tokens)
        return f"{self.seat}에서 보이는 토큰은 {all_}개 가운데 {seen}개입니다."

    @property
    def view(self) -> tuple[tuple[Token, bool], ...]:
        """The tokens that are looked at, each with whether the row sees it."""
        cells = self.matrix.cells[self.row]
        return tuple((token, cell.open) for token, cell in zip(self.matrix.columns.tokens, cells, strict=True))


def chosen(matrices: tuple[Matrix, ...], at: str) -> Chosen:
    """What the address names; where that is not there (the text has become shorter), the middle of the first matrix."""
    if re.fullmatch(r"[0-9]{1,2}(-[0-9]{1,2}){1,2}", at):
        index, row, *column = (int(n) - 1 for n in at.split("-"))
        if _there(matrices, index, row, column):
            return Chosen(index, matrices[index], row, column[0] if column else None)
    return _usual(matrices[0])


def after(one: Chosen) -> str:
    """The next row of the same matrix, to guess at; behind the last one the first."""
    return f"{one.index + 1}-{(one.row + 1) % len(one.matrix.cells) + 1}"


def _usual(first: Matrix) -> Chosen:
    """A token and the one behind it, where masks differ."""
    row = (len(first.cells) - 1) // 2
    return Chosen(0, first, row, row + 1)


def _there(matrices: tuple[Matrix, ...], index: int, row: int, column: list[int]) -> bool:
    if not 0 <= index < len(matrices):
        return False
    cells = matrices[index].cells
    return 0 <= row < len(cells) and all(0 <= place < len(cells[0]) for place in column)

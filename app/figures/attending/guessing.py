"""A learner's guess, which tokens a row sees, against the row. Knows no page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.figures.attending.matrices import Matrix


@dataclass(frozen=True)
class Guess:
    """How many tokens were judged rightly; the others each with what is so and why."""

    right: int
    total: int
    slips: tuple[tuple[str, str], ...]  # what is so, and why


def compared(matrix: Matrix, row: int, guessed: Iterable[int]) -> Guess:
    total, chosen = len(matrix.columns.tokens), set(guessed)
    wrong = [place for place in range(total) if (place in chosen) != matrix.cells[row][place].open]
    return Guess(total - len(wrong), total, tuple(_slip(matrix, row, place) for place in wrong))


def _slip(matrix: Matrix, row: int, place: int) -> tuple[str, str]:
    cell = matrix.cells[row][place]
    return f"{matrix.columns.seat(place)}는 {'보입니다' if cell.open else '보이지 않습니다'}.", cell.why

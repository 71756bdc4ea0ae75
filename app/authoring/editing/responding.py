"""Marked responses of one item: how the draft's key judges them, and one more. Knows `responses.csv` alone: the file
that is only ever measured is neither read nor written here."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from app.authoring.published import Published
from app.bank import benchmark
from app.bank.benchmark import MARKS, Miss, Row
from app.bank.loading import Bank

FILE = "responses.csv"
HEAD = "item,mark,response\n"


class UnfitError(ValueError):
    """A response that cannot be added; the message says why."""


@dataclass(frozen=True)
class Standing:
    """How many of an item's marked responses the key judges as they were marked, and those that it does not."""

    total: int
    agreed: int
    missed_positives: tuple[Miss, ...]
    missed_negatives: tuple[Miss, ...]
    others: tuple[Miss, ...]


def standing(published: Published, bank: Bank, unit: str, item: str) -> Standing:
    """Raises ValueError where the file is broken."""
    rows = [row for row in _rows(published, unit) if row.item == item]
    found = benchmark.measure(bank, rows)
    return Standing(
        len(rows),
        found.agreed + found.essays_agreed,
        found.missed_positives,
        found.missed_negatives,
        (*found.other, *found.essay_misses),
    )


def with_row(published: Published, unit: str, row: Row) -> str:
    """The file with one more response. Raises UnfitError, ValueError."""
    if row.mark not in MARKS or not row.response:
        raise UnfitError("답을 적고 표시를 골라 주세요.")
    for known in _rows(published, unit):
        if (known.item, known.response) == (row.item, row.response):
            told = "이미 있는 답입니다." if known.mark == row.mark else f"‘{known.mark}’로 이미 적혀 있는 답입니다."
            raise UnfitError(f"{told} {unit}/{FILE}을 살펴 주세요.")
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(row)
    path = f"{unit}/{FILE}"
    before = published.text(path) if (published.folder / path).is_file() else HEAD
    return before.rstrip("\n") + "\n" + line.getvalue()


def _rows(published: Published, unit: str) -> list[Row]:
    path = published.folder / unit / FILE
    return benchmark.read(path) if path.is_file() else []

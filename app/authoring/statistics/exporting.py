"""The figures as CSV, which spreadsheets read as text and never as formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from app.authoring.statistics.listing import ItemRow
from app.cells import guard

HEAD = (
    "문항", "단원", "유형", "답한 사람", "정답", "정답률", "정답률 하한", "정답률 상한", "견준 사람", "변별도",
    "상하위 차", "걸린 시간(초, 중앙값)", "귀띔을 받은 사람", "의심",
)  # fmt: skip
BOM = "\ufeff"  # without it spreadsheets take Korean for something else


def as_csv(rows: Iterable[ItemRow]) -> str:
    body = io.StringIO()
    writer = csv.writer(body, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows([_cell(value) for value in _values(row)] for row in rows)
    return BOM + body.getvalue()


def _values(row: ItemRow) -> Sequence[str | float | None]:
    figures = row.figures
    low, high = figures.interval or (None, None)
    return (
        row.id, row.unit, row.kind, figures.answers, figures.right, figures.facility, low, high, figures.compared,
        figures.discrimination, figures.index, figures.seconds, figures.near, " ".join(flag.why for flag in row.open),
    )  # fmt: skip


def _cell(value: str | float | None) -> str:
    """Numbers stay numbers, a minus sign among them; text that a spreadsheet might run gets an apostrophe."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return f"{value:.6g}" if isinstance(value, float) else str(value)
    return guard(value)

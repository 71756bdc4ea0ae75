"""Tables, as CSV and XLSX: an item a row, a field a column. Cells hold words, lines, or rows of YAML; no formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from app.authoring.exchange import archives
from app.authoring.exchange.drafting import Draft, Lost, UnreadableError, fields_of
from app.authoring.exchange.sheets import cells, drafts, sheet
from app.authoring.exchange.yaml_file import FIRST, LAST, body
from app.bank.kinds import KINDS
from app.bank.question import Question
from app.cells import guard, unguard

HOLDS = {kind: frozenset(fields_of(kind)) for kind in KINDS}
_MIDDLE = dict.fromkeys(name for kind in KINDS.values() for name in kind.Question.model_fields)
COLUMNS = (*FIRST, *(name for name in _MIDDLE if name not in (*FIRST, *LAST)), *LAST)
MOST_ROWS, MOST_COLUMNS = 20_000, 200
LARGEST_BOOK = 20 * 1024 * 1024  # bytes of an XLSX as it is expanded: its reader keeps all words of all sheets
LONGEST = 32_767  # signs in a cell of XLSX
csv.field_size_limit(archives.MOST_BYTES)


def write(questions: Iterable[Question]) -> tuple[bytes, tuple[Lost, ...]]:
    """CSV, with the mark by which spreadsheets know UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(_rows(questions))
    return out.getvalue().encode("utf-8-sig"), ()


def read(data: bytes) -> tuple[tuple[Draft, ...], tuple[Lost, ...]]:
    """Raises UnreadableError."""
    return drafts(_unguarded(_lines(archives.text(data, "CSV"))))


def write_xlsx(questions: Iterable[Question]) -> tuple[bytes, tuple[Lost, ...]]:
    lost, rows = [], []
    for row in _rows(questions):
        for name, cell in zip(COLUMNS, row, strict=True):
            if len(cell) > LONGEST:
                lost.append(Lost(row[0], name, f"XLSX의 한 칸에는 {LONGEST:,}자까지만 적을 수 있어 잘렸습니다."))
        rows.append([cell[:LONGEST] for cell in row])
    return sheet(rows), tuple(lost)


def read_xlsx(data: bytes) -> tuple[tuple[Draft, ...], tuple[Lost, ...]]:
    """Raises UnreadableError."""
    archives.entries(data, ("\n",), LARGEST_BOOK)  # looked at and counted before anything else opens it
    return drafts(_unguarded(cells(data, MOST_ROWS, MOST_COLUMNS)))


def _rows(questions: Iterable[Question]) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for question in questions:
        fields = body(question)
        yield [guard(_cell(fields[name])) if name in fields else "" for name in COLUMNS]


def _lines(text: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        raise UnreadableError(f"CSV를 읽을 수 없습니다({error}). 따옴표가 닫혔는지 살펴 주세요.") from None


def _unguarded(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    for at, row in enumerate(rows):
        if at > MOST_ROWS:
            raise UnreadableError(f"줄이 {MOST_ROWS:,}개를 넘습니다. 나누어서 올려 주세요.")
        yield [unguard(cell) for cell in row[:MOST_COLUMNS]]


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(each, str) and _is_line(each) for each in value):
        return "\n".join(value)
    if isinstance(value, list) and value:
        return "\n".join(f"- {json.dumps(each, ensure_ascii=False)}" for each in value)
    return json.dumps(value, ensure_ascii=False)


def _is_line(text: str) -> bool:
    return bool(text) and text == text.strip() and len(text.splitlines()) == 1 and not text.startswith(("- ", "["))

"""Rows of cells as drafts, ours and those of a simple sheet (question, options, answer), and XLSX as rows of cells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from app.authoring.exchange.drafting import (
    LETTERS,
    LONGEST_NAME,
    MOST_SIGNS,
    TOO_LONG,
    Draft,
    Fields,
    Lost,
    UnreadableError,
    fit,
)
from app.bank import documents

WORDS = ("id", "kind", "concept", "skill", "prompt", "answer", "explanation", "formula", "unit", "demo")
LINES = ("accept", "denies")
NAMES = {
    "질문": "prompt", "문제": "prompt", "question": "prompt", "정답": "answer", "답": "answer", "해설": "explanation",
    "번호": "id", "갈래": "kind", "개념": "concept", "난이도": "difficulty",
}  # fmt: skip
_OPTION = re.compile(r"(?:option|보기|choice)(?:[ _]+([a-z])|[ _]*([0-9]{1,2}))")


def drafts(rows: Iterable[list[str]]) -> tuple[tuple[Draft, ...], tuple[Lost, ...]]:
    """The first row names the columns. Raises UnreadableError."""
    rest = iter(rows)
    named = [cell.strip().casefold() for cell in next(rest, ())]
    names = [NAMES.get(name, name) for name in named]
    if "prompt" not in names:
        raise UnreadableError("첫 줄에 ‘prompt’(또는 ‘문제’) 칸이 있어야 합니다. 내보낸 표의 첫 줄을 본떠 주세요.")
    found, lost = [], []
    for at, cells in fit(_filled(names, rest)):
        told: list[Lost] = []
        name = cells.get("id", "")[:LONGEST_NAME] or f"{at}째 줄"
        if sum(map(len, cells.values())) > MOST_SIGNS:
            lost.append(Lost(name, "", TOO_LONG))
            continue
        found.append(Draft(name, _fields(cells, name, told), tuple(told)))
    if not found and not lost:
        lost.append(Lost("", "", "표에 문항이 한 줄도 없습니다."))
    return tuple(found), tuple(lost)


def _filled(names: list[str], rows: Iterable[list[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that say something, each with its number."""
    for at, row in enumerate(rows, 2):
        if cells := {name: cell for name, cell in zip(names, row, strict=False) if cell.strip() and name}:
            yield at, cells


def _fields(cells: dict[str, str], where: str, lost: list[Lost]) -> Fields:
    options = {found[1] or found[2]: cell for name, cell in cells.items() if (found := _OPTION.fullmatch(name))}
    plain = {name: cell for name, cell in cells.items() if not _OPTION.fullmatch(name)}
    fields = {name: _value(name, cell, where, lost) for name, cell in plain.items()}
    if options:
        fields = _chosen(fields, list(options.items()), where, lost)
    if "kind" not in fields:
        answer = str(fields.get("answer", ""))
        fields["kind"] = "choice" if "options" in fields else "ox" if answer.strip().upper() in ("O", "X") else "short"
        if fields["kind"] == "ox":
            fields["answer"] = answer.strip().upper()
    return fields


def _value(name: str, cell: str, where: str, lost: list[Lost]) -> Any:
    if name in WORDS:
        return cell
    if name in LINES and not cell.startswith(("- ", "[")):
        return [line.strip() for line in cell.splitlines() if line.strip()]
    document = documents.parsed(name, cell)
    if document.problems:
        lost.append(Lost(where, name, f"칸을 YAML로 읽을 수 없어 비웁니다: {document.problems[0].message}"))
    return [] if document.problems else document.value


def _chosen(fields: Fields, options: list[tuple[str, str]], where: str, lost: list[Lost]) -> Fields:
    """A simple sheet: an option a column, the answer by its text, its letter or its number."""
    answer = str(fields.pop("answer", "")).strip()
    rows: list[Fields] = []
    for at, (name, text) in enumerate(options):
        names = (text.strip().casefold(), name, LETTERS[at : at + 1], str(at + 1))
        rows.append({"key": LETTERS[at : at + 1] or f"z{at}", "text": text.strip()})
        if answer and answer.casefold() in names and not any("correct" in row for row in rows):
            rows[-1]["correct"] = True
    if not any("correct" in row for row in rows):
        lost.append(Lost(where, "answer", f"정답 ‘{answer[:40]}’에 맞는 보기를 찾지 못했습니다."))
    return {**fields, "options": rows}


def sheet(rows: list[list[str]]) -> bytes:
    """One sheet of words; its first row stays in sight."""
    from openpyxl import Workbook  # type: ignore[import-untyped]

    book = Workbook(write_only=True)
    page = book.create_sheet("items")
    page.freeze_panes = "A2"
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(data: bytes, most: int, columns: int) -> list[list[str]]:
    """The words of the first sheet. Raises UnreadableError."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        page = book.worksheets[0]
        found = []
        for row in page.iter_rows(max_row=most + 1, max_col=columns, values_only=True):
            found.append([_word(value) for value in row])
        book.close()
    except Exception as error:  # openpyxl lets many kinds through, of files that are no workbook
        raise UnreadableError(f"XLSX로 읽을 수 없는 파일입니다({type(error).__name__}). 다시 저장해 주세요.") from None
    return found


def _word(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

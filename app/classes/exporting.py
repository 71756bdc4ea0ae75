"""Marks as a file: CSV that a spreadsheet reads as Korean, and XLSX. No cell is a formula, whatever somebody calls
themselves. Pure; knows no rows of the database."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.cells import guard
from app.classes.leaving import Left
from app.classes.marks import Line, Sheet
from app.moments import KOREA
from app.study.grades import awaits_mark

HEAD = ("이름", "로그인 이름", "응시 횟수", "시작(한국 시각)", "마침(한국 시각)")
TAIL = ("합계", "만점", "백분율", "손 채점을 기다리는 답", "채점하지 않은 답")

Value = str | int | float | None


@dataclass(frozen=True)
class Remarks:
    """What is to be known of a mark beside its figure: the kinds of the items, and what was not graded."""

    kinds: Mapping[str, str]
    left: Sequence[Left]


def rows(sheet: Sheet, remarks: Remarks) -> list[list[Value]]:
    """The head, then a row a learner. An item that was not asked leaves its cell empty, one not answered is 0."""
    return [[*HEAD, *sheet.items, *TAIL], *(_row(sheet, remarks, line) for line in sheet.lines)]


def as_csv(sheet: Sheet, remarks: Remarks) -> bytes:
    """With the mark by which spreadsheets know UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows([[safe(value) for value in row] for row in rows(sheet, remarks)])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(sheet: Sheet, remarks: Remarks) -> bytes:
    from openpyxl import Workbook  # type: ignore[import-untyped]  # takes a while, and few want it

    book = Workbook(write_only=True)
    page = book.create_sheet("점수")
    page.freeze_panes = "B2"
    for row in rows(sheet, remarks):
        page.append([safe(value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def safe(value: Value) -> Value:
    """Text only: a number may be negative."""
    return guard(value) if isinstance(value, str) else value


def _row(sheet: Sheet, remarks: Remarks, line: Line) -> list[Value]:
    scores = [round(line.cells[item].score, 4) if item in line.cells else None for item in sheet.items]
    share = None if line.share is None else round(100 * line.share, 2)
    whole = (round(line.total, 4), len(line.cells)) if line.cells else (None, None)
    told = _waiting(sheet, remarks, line) or None, _left(sheet, remarks, line) or None
    return [*_who(line), *scores, *whole, share, *told]


def _waiting(sheet: Sheet, remarks: Remarks, line: Line) -> str:
    cells = ((item, line.cells[item]) for item in sheet.items if item in line.cells)
    return ", ".join(item for item, cell in cells if awaits_mark(remarks.kinds.get(item, ""), cell.state, cell.cause))


def _left(sheet: Sheet, remarks: Remarks, line: Line) -> str:
    """Of the round that counts, each with the reason."""
    whys = {left.item: left.why for left in remarks.left if left.round == line.round}
    return "; ".join(f"{item}: {whys[item]}" for item in sheet.items if item in whys)


def _who(line: Line) -> Sequence[Value]:
    return line.pupil.shown, line.pupil.name, line.rounds, _when(line.begun), _when(line.finished)


def _when(moment: datetime | None) -> str:
    return moment.astimezone(KOREA).strftime("%Y-%m-%d %H:%M") if moment else ""

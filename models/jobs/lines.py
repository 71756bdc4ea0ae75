"""A learner's own lines as rows to train on, or what is wrong with them, line by line. Imports no torch."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from models.tasks import TASKS, Row, Task

MOST = 200  # lines
LONGEST = 300  # characters of a line
SENTENCES = Task("sentences", "내 문장", "내가 적은 문장처럼 씁니다.", "", ())
WIDTHLESS = dict.fromkeys((0xFEFF, 0x200B, 0x2060))  # pasted along from pages and files; no joiner of emoji
PAIRS = TASKS["chat"]  # a question and its answer are read as the chat reads them


@dataclass(frozen=True)
class Problem:
    """What is wrong with one line, in Korean. `line` counts from 1."""

    line: int
    message: str


def task_of(rows: list[Row]) -> Task:
    """Pairs have a question; sentences have none."""
    return PAIRS if rows and rows[0].text else SENTENCES


def read_lines(text: str) -> tuple[list[Row], list[Problem]]:
    """One row a line: a sentence, or `question<TAB>answer`. Where there are problems, the rows are not to be used."""
    whole = unicodedata.normalize("NFC", text.translate(WIDTHLESS)).replace("\r\n", "\n").replace("\r", "\n")
    lines = whole.rstrip("\n ").split("\n")
    if not any(map(_visible, lines)):
        return [], [Problem(1, "적은 줄이 없습니다. 한 줄에 한 문장씩, 또는 질문과 답을 탭으로 나누어 적어 주세요.")]
    pairs = "\t" in lines[0].strip()
    problems = [
        Problem(number, wrong)
        for number, line in enumerate(lines[:MOST], start=1)
        if (wrong := _wrong(line, pairs)) is not None
    ]
    if len(lines) > MOST:
        problems.append(Problem(MOST + 1, f"{len(lines)}줄입니다. {MOST}줄까지만 적을 수 있습니다."))
    return ([] if problems else [_row(line) for line in lines]), problems


def _wrong(line: str, pairs: bool) -> str | None:
    parts = line.strip().split("\t")
    if not _visible(line):
        return "빈 줄입니다. 지우거나 글을 적어 주세요."
    if len(line) > LONGEST:
        return f"{len(line)}자입니다. {LONGEST}자 이하로 줄여 주세요."
    if any(unicodedata.category(letter) in ("Cc", "Cs") for part in parts for letter in part):
        return "보이지 않는 제어 문자가 있습니다. 그 글자를 지우고 다시 적어 주세요."
    if (len(parts) > 1) != pairs:
        wanted = "질문과 답을 탭으로 나눈 줄" if pairs else "탭이 없는 문장"
        return f"첫 줄과 모양이 다릅니다. 첫 줄처럼 {wanted}이어야 합니다."
    if len(parts) > 2 or not all(map(_visible, parts)):
        return "질문과 답 사이에 탭이 꼭 하나 있어야 합니다."
    return None


def _visible(text: str) -> bool:
    return any(unicodedata.category(letter)[0] not in "ZC" for letter in text)


def _row(line: str) -> Row:
    first, tab, second = (part.strip() for part in line.strip().partition("\t"))
    return Row(first, second) if tab or second else Row("", first)

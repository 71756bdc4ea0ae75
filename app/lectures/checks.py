"""What is wrong in a lecture as teaching: anchors, questions that repeat or come too late. Knows no HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.bank.loading import Bank
from app.bank.problems import Place, Problem, problem, shown
from app.bank.question import Question
from app.lectures import files
from app.lectures.giveaways import gives_away
from app.lectures.lecture import Block, Demo, Lecture

TELLING = ("idea", "misconception", "summary")
_LINK = re.compile(r"\]\((#|/glossary#)([\w-]+)\)")
_IMAGE = re.compile(r"!\[[^\]]*\]\(")
_ANCHOR = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TAKEN = {
    "main",
    "summary",
    "sources",
    "objectives",
    "prerequisites",
    "opens",
    "pretest",
    "theme",
    "shortcuts",
    "announce",
    "seek",
}


def check(folder: Path, bank: Bank, offered: Mapping[str, Demo] | None = None) -> list[Problem]:
    """Every mistake in the lecture of one unit, in the order of the file."""
    path = folder / "lecture.md"
    if not path.is_file():
        return [problem(Place(shown(path)), "no-lecture", "lecture.md가 없습니다. 단원마다 강의 하나가 있어야 합니다.")]
    reading = files.read(folder, bank, offered)
    teaching = _Teaching(shown(path), reading.lecture, bank, reading.lines)
    return sorted({*reading.problems, *teaching.problems()})


class _Teaching:
    def __init__(self, file: str, lecture: Lecture, bank: Bank, lines: Sequence[str]) -> None:
        self.file, self.lecture, self.bank, self.lines = file, lecture, bank, lines
        self.found: list[Problem] = []

    def problems(self) -> list[Problem]:
        self._anchors()
        self._links()
        self._questions()
        self._order()
        return self.found

    def _say(self, line: int, code: str, message: str, column: int = 1) -> None:
        self.found.append(problem(Place(self.file, line, column), code, message))

    def _anchors(self) -> None:
        seen: set[str] = set()
        for section in self.lecture.sections:
            if not _ANCHOR.fullmatch(section.anchor):
                self._say(
                    section.line, "no-anchor", "제목 뒤에 {#영어-이름}을 적어 주세요. 소문자, 숫자, 붙임표만 씁니다."
                )
            elif section.anchor in seen or section.anchor in _TAKEN:
                self._say(
                    section.line,
                    "duplicate-anchor",
                    f"‘{section.anchor}’는 이미 쓰인 이름입니다. 다른 이름을 지어 주세요.",
                )
            seen.add(section.anchor)

    def _links(self) -> None:
        anchors = {section.anchor for section in self.lecture.sections} | {"summary", "sources"}
        for number, line in enumerate(self.lines, 1):
            for found in _LINK.finditer(line):
                if found[1] == "#" and found[2] not in anchors:
                    self._say(
                        number,
                        "unknown-anchor",
                        f"이 강의에 ‘#{found[2]}’이 없습니다. 고쳐 주세요.",
                        found.start(2) + 1,
                    )
                elif found[1] != "#" and found[2] not in self.bank.terms.by_id:
                    self._say(
                        number,
                        "unknown-term",
                        f"terms.yaml에 ‘{found[2]}’이 없습니다. 고쳐 주세요.",
                        found.start(2) + 1,
                    )
            for image in _IMAGE.finditer(line):
                self._say(
                    number,
                    "image",
                    "그림은 `:::figure`나 `:::image`로 넣어 주세요. 설명이 함께 들어갑니다.",
                    image.start() + 1,
                )

    def _asked(self) -> list[tuple[str, int]]:
        """Every question with its line: the pretest first, as on the page."""
        before = next((at for at, line in enumerate(self.lines, 1) if line.startswith("pretest:")), 1)
        inside = [(block.name, block.line) for block in self.lecture.blocks if block.kind == "question"]
        return [(item, before) for item in self.lecture.pretest] + inside

    def _questions(self) -> None:
        concepts: dict[str, str] = {}
        for item, line in self._asked():
            question = self.bank.items.get(item)
            if question is None:
                self._say(line, "unknown-item", f"quiz.yaml에 ‘{item}’이 없습니다. id를 고치거나 문항을 더해 주세요.")
                continue
            if question.concept in concepts:
                other = concepts[question.concept]
                self._say(
                    line,
                    "same-concept",
                    f"‘{item}’과 ‘{other}’는 같은 것({question.concept})을 묻습니다. 하나를 빼 주세요.",
                )
            concepts.setdefault(question.concept, item)

    def _order(self) -> None:
        told: list[Block] = []
        for block in self.lecture.blocks:
            if block.kind in TELLING:
                told.append(block)
            question = self.bank.items.get(block.name) if block.kind == "question" else None
            if question is not None:
                self._told_before(question, block, told)

    def _told_before(self, question: Question, block: Block, told: list[Block]) -> None:
        for box in told:
            if gives_away(box.text, question):
                message = f"{box.line}번째 줄의 상자가 ‘{block.name}’의 답을 먼저 말합니다. 문항을 그 위로 옮겨 주세요."
                self._say(block.line, "given-away", message)
                return

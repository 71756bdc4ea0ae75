"""The lines of a lecture.md -> front matter and a list of chunks with their places. Knows no bank."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from app.bank.documents import Loader
from app.bank.problems import Place, Problem, problem

WITH_NAME = frozenset({"question", "figure", "image", "demo"})
DIRECTIVES = WITH_NAME | {"idea", "worked", "misconception", "sources", "summary"}

_OPEN = re.compile(r"^:::\s*([\w-]+)[ \t]*(.*?)\s*$")
_HEADING = re.compile(r"^##\s+(.*?)\s*(?:\{#([^}]*)\})?\s*$")
_FENCE = re.compile(r"^\s{0,3}(```+|~~~+)")


@dataclass(frozen=True)
class Chunk:
    """`prose`, `heading` (name is the anchor, text the title) or a directive. `text` begins in line `first`."""

    kind: str
    name: str
    text: str
    line: int
    first: int


@dataclass
class Source:
    """A lecture.md taken apart."""

    file: str
    front: dict[str, Any] = field(default_factory=dict)
    front_lines: dict[str, int] = field(default_factory=dict)
    chunks: list[Chunk] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, column: int, code: str, message: str) -> None:
        self.problems.append(problem(Place(self.file, line, column), code, message))


def take_apart(text: str, file: str) -> Source:
    source = Source(file)
    lines = text.splitlines()
    start = _front_matter(source, lines)
    _Scanner(source, lines, start).scan()
    return source


def _front_matter(source: Source, lines: list[str]) -> int:
    """Reads what stands between the two `---`; the number of lines it took."""
    if not lines or lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        source.problem(
            1, 1, "front-matter", "맨 앞에 `---`로 둘러싼 머리말(title, order, summary, objectives …)을 적어 주세요."
        )
        return 0
    end = next(at for at, line in enumerate(lines[1:], 1) if line.strip() == "---")
    try:
        front = yaml.load("\n".join(lines[1:end]), Loader=Loader)  # noqa: S506 -- a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # the last two: a tag that lies, endless brackets
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        source.problem(line, column, "front-matter", "머리말을 YAML로 읽지 못했습니다. 따옴표와 쌍점을 살펴 주세요.")
        return end + 1
    if isinstance(front, dict):
        source.front = {str(name): value for name, value in front.items()}
    source.front_lines = {line.split(":")[0]: at for at, line in enumerate(lines[:end], 1) if re.match(r"\w+:", line)}
    return end + 1


class _Scanner:
    """Walks the lines once. Inside a code fence nothing is a directive or a heading."""

    def __init__(self, source: Source, lines: list[str], start: int) -> None:
        self.source, self.lines, self.at = source, lines, start
        self.prose_from = start
        self.fence = ""

    def scan(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not self._fenced(line):
                if opened := _OPEN.match(line):
                    self._flush()
                    self._directive(opened[1], opened[2])
                    continue
                if heading := _HEADING.match(line):
                    self._flush()
                    self._heading(heading)
                elif line.startswith(":::"):
                    self.source.problem(
                        self.at + 1,
                        1,
                        "stray-close",
                        "여는 지시문이 없습니다. 이 `:::`를 지우거나 여는 줄을 넣어 주세요.",
                    )
                    self._flush()
                    self.prose_from = self.at + 1
            self.at += 1
        self._flush()

    def _fenced(self, line: str) -> bool:
        mark = _FENCE.match(line)
        if mark and not self.fence:
            self.fence = mark[1]
            return True
        if mark and line.strip().startswith(self.fence):
            self.fence = ""
            return True
        return bool(self.fence)

    def _flush(self) -> None:
        text = "\n".join(self.lines[self.prose_from : self.at])
        if text.strip():
            self.source.chunks.append(Chunk("prose", "", text, self.prose_from + 1, self.prose_from + 1))

    def _heading(self, found: re.Match[str]) -> None:
        self.source.chunks.append(Chunk("heading", (found[2] or "").strip(), found[1], self.at + 1, self.at + 1))
        self.prose_from = self.at + 1

    def _directive(self, kind: str, name: str) -> None:
        """Takes everything up to the closing `:::`; one that stays open ends before the next directive or heading."""
        opened = self.at
        self.at += 1
        while self.at < len(self.lines) and not self._ends(self.lines[self.at]):
            self.at += 1
        text = "\n".join(self.lines[opened + 1 : self.at])
        closed = self.at < len(self.lines) and self.lines[self.at].strip() == ":::"
        self.at += closed
        self.prose_from = self.at
        self._judge(kind, name, opened + 1, closed)
        if kind in DIRECTIVES and (name or kind not in WITH_NAME):  # without its name there is nothing to show
            self.source.chunks.append(Chunk(kind, name, text, opened + 1, opened + 2))

    def _ends(self, line: str) -> bool:
        return not self._fenced(line) and (line.startswith(":::") or bool(_HEADING.match(line)))

    def _judge(self, kind: str, name: str, line: int, closed: bool) -> None:
        if kind not in DIRECTIVES:
            known = ", ".join(sorted(DIRECTIVES))
            self.source.problem(
                line, 4, "unknown-directive", f"‘{kind}’라는 지시문은 없습니다. 쓸 수 있는 것: {known}."
            )
        elif (kind in WITH_NAME) != bool(name):
            say = "뒤에 이름을 적어 주세요" if kind in WITH_NAME else f"뒤의 ‘{name}’을 지워 주세요"
            self.source.problem(line, 4, "directive-name", f"`:::{kind}` {say}.")
        if not closed:
            self.source.problem(
                line, 1, "unclosed", f"`:::{kind}`가 닫히지 않았습니다. 끝나는 곳에 `:::`만 있는 줄을 넣어 주세요."
            )

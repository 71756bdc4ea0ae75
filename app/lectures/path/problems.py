"""What is wrong in `after:` of the lectures: unknown units, a circle, the wrong order. Reads front matter alone."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.bank.problems import Place, Problem, problem, shown
from app.lectures.directives import take_apart
from app.lectures.front import Front, read_front
from app.lectures.path.graph import all_before


@dataclass(frozen=True)
class _Head:
    """The front matter of one lecture, and its lines to find a name in."""

    file: str
    front: Front
    lines: tuple[str, ...]
    first: int  # the line of `after:`

    def place(self, name: str) -> Place:
        for number, line in enumerate(self.lines[self.first - 1 :], self.first):
            if found := re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", line):
                return Place(self.file, number, found.start() + 1)
        return Place(self.file, self.first)


def check(folders: Sequence[Path]) -> list[Problem]:
    """Every problem of the path that the units in `folders` make. A file that cannot be read is told elsewhere."""
    heads = {folder.name: head for folder in folders if (head := _head(folder / "lecture.md")) is not None}
    after = {unit: head.front.after for unit, head in heads.items()}
    return sorted(found for unit in heads for found in _unit(unit, heads, after))


def _head(path: Path) -> _Head | None:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    source = take_apart(text, shown(path))
    return _Head(source.file, read_front(source), tuple(text.splitlines()), source.front_lines.get("after", 1))


def _unit(unit: str, heads: Mapping[str, _Head], after: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    head = heads[unit]
    for at, before in enumerate(head.front.after):
        others = {name for name in after[unit] if name != before}
        if before in after[unit][:at]:
            yield problem(head.place(before), "after-twice", f"‘{before}’이(가) 두 번 있습니다. 하나를 지워 주세요.")
        elif before not in heads:
            yield problem(head.place(before), "after-unknown", _unknown(before, heads))
        elif before == unit:
            yield problem(head.place(before), "after-circle", "자기 자신을 먼저 읽을 수는 없습니다. 지워 주세요.")
        elif unit in all_before(before, after):
            message = f"‘{before}’도 이 단원 다음에 읽으라고 합니다. 한쪽의 after에서 지워 주세요."
            yield problem(head.place(before), "after-circle", message)
        elif any(before in all_before(name, after) for name in others):
            message = f"‘{before}’은(는) 함께 적은 다른 단원보다 이미 앞섭니다. 지워 주세요."
            yield problem(head.place(before), "after-implied", message)
        elif heads[before].front.order >= head.front.order > 0:
            message = (
                f"‘{before}’의 order({heads[before].front.order})가 이 단원({head.front.order})보다 앞이어야 합니다."
            )
            yield problem(head.place(before), "after-order", f"{message} 둘 중 하나를 고쳐 주세요.")


def _unknown(name: str, known: Mapping[str, _Head]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    guess = f"‘{near[0]}’을(를) 뜻했나요? " if near else ""
    return f"‘{name}’이라는 단원은 없습니다. {guess}이름을 고치거나 지워 주세요."

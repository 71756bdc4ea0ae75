"""The front matter of a lecture: which fields it has, and what each must be. Knows no Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.lectures.directives import Source

NEEDED = {
    "title": "단원 제목",
    "order": "몇째 단원인지(정수)",
    "summary": "한 문장 요약",
    "objectives": "배울 것의 목록",
    "after": "먼저 읽으면 좋은 단원의 목록(없으면 [])",
    "prerequisites": "먼저 알아야 할 것의 목록(없으면 [])",
    "pretest": "먼저 풀 문항 id의 목록(없으면 [])",
}
LISTS = ("objectives", "after", "prerequisites", "pretest")


@dataclass(frozen=True)
class Front:
    title: str
    order: int
    summary: str
    objectives: tuple[str, ...]
    after: tuple[str, ...]
    prerequisites: tuple[str, ...]
    pretest: tuple[str, ...]


def read_front(source: Source) -> Front:
    """The fields, with an empty value in place of a wrong one; each wrong one is a problem of `source`."""
    if source.front_lines:
        _judge(source)
    order = source.front.get("order")
    return Front(
        title=_text(source.front.get("title")),
        order=order if isinstance(order, int) else 0,
        summary=_text(source.front.get("summary")),
        objectives=_texts(source.front.get("objectives")),
        after=_texts(source.front.get("after")),
        prerequisites=_texts(source.front.get("prerequisites")),
        pretest=_texts(source.front.get("pretest")),
    )


def _judge(source: Source) -> None:
    for name, what in NEEDED.items():
        line = source.front_lines.get(name, 1)
        if name not in source.front:
            source.problem(1, 1, "front-matter", f"머리말에 `{name}`이 없습니다: {what}.")
        elif not _fits(name, source.front[name]):
            source.problem(line, 1, "front-matter", f"머리말의 `{name}`은 {what}이어야 합니다.")
    for name in source.front.keys() - NEEDED.keys():
        source.problem(
            source.front_lines.get(name, 1), 1, "front-matter", f"머리말에 `{name}`은 쓰지 않습니다. 지워 주세요."
        )


def _fits(name: str, value: Any) -> bool:
    if name == "order":
        return isinstance(value, int) and value > 0
    if name in LISTS:
        return (
            isinstance(value, list)
            and all(isinstance(entry, str) for entry in value)
            and (value != [] or name != "objectives")
        )
    return isinstance(value, str) and bool(value.strip())


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(entry for entry in value if isinstance(entry, str)) if isinstance(value, list) else ()

"""The detail of an entry of the log in words. Knows no row; a field nobody has named here is told as it was kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from app import moments
from app.people.roles import NAMES

FIELDS = {
    "role": "역할",
    "who": "계정",
    "number": "번호",
    "reason": "까닭",
    "files": "파일",
    "unit": "단원",
    "format": "형식",
    "items": "문항 수",
    "answers": "답의 수",
    "score": "점수",
    "dispute": "이의 번호",
    "regrade": "다시 채점 번호",
    "policy": "방침",
    "judged": "살펴본 답",
    "changed": "바뀐 답",
    "title": "제목",
    "opens": "여는 때",
    "closes": "마감",
    "attempts": "응시 횟수",
    "keys": "정답 공개",
    "before": "앞의 것",
    "after": "뒤의 것",
}
VALUES = {
    **{("role", role): name for role, name in NAMES.items()},
    ("policy", "new"): "새 정답으로만",
    ("policy", "either"): "예전 정답이나 새 정답으로",
    ("policy", "full"): "답한 사람 모두 맞음",
    ("keys", "each"): "답할 때마다",
    ("keys", "closed"): "마감될 때까지 숨김",
    ("keys", "everyone"): "마감될 때까지 반 밖에도 숨김",
}


def told(detail: Mapping[str, Any]) -> str:
    """`역할 학습자 → 강사`, `문항 수 2 · 단원 peft`; of what was changed only what differs."""
    rest = dict(detail)
    before, after = rest.pop("before", None), rest.pop("after", None)
    words = [*_turned(before, after), *(_one(field, value) for field, value in rest.items() if value is not None)]
    return " · ".join(words)


def _turned(before: Any, after: Any) -> Iterator[str]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for field in before:
            if before[field] != after.get(field):
                yield f"{FIELDS.get(field, field)} {_value(field, before[field])} → {_value(field, after.get(field))}"
    elif before is not None and after is not None:
        yield f"{_value('role', before)} → {_value('role', after)}"
    elif before is not None:
        yield _one("before", before)


def _one(field: str, value: Any) -> str:
    return f"{FIELDS.get(field, field)} {_value(field, value)}"


def _value(field: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if field in ("opens", "closes"):
        return moments.boxed(datetime.fromisoformat(str(value))).replace("T", " ")
    return VALUES.get((field, value), str(value)) if isinstance(value, str) else str(value)

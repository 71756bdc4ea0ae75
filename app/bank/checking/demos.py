"""Demonstrations: what an item names is offered. Knows no lab: what there is comes from outside."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from app.bank.loading import Loaded
from app.bank.problems import Problem, problem


def check(loaded: Loaded, offered: Collection[str]) -> Iterator[Problem]:
    for item in loaded.readable.items.values():
        if item.demo is not None and item.demo not in offered:
            yield problem(loaded.origins[item.id].place("demo"), "demo-unknown", unknown(item.demo, offered), item.id)


def unknown(name: str, offered: Collection[str]) -> str:
    """What to mend where a demonstration is named that nobody offers."""
    near = difflib.get_close_matches(name, offered, n=1, cutoff=0.4)
    guess = f"‘{near[0]}’을(를) 뜻했나요? " if near else ""
    return f"‘{name}’이라는 실습은 없습니다. {guess}이름을 고치거나 지워 주세요."

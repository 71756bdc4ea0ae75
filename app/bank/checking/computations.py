"""Computations: what an item names in `check:` is there. Knows no model: the names come from outside."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from app.bank.loading import Loaded
from app.bank.problems import Problem, problem


def check(loaded: Loaded, known: Collection[str]) -> Iterator[Problem]:
    for item in loaded.readable.items.values():
        if item.check is not None and item.check.run not in known:
            place = loaded.origins[item.id].find(item.check.run, "check")
            yield problem(place, "check-unknown", _unknown(item.check.run, known), item.id)


def _unknown(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    guess = f"‘{near[0]}’을(를) 뜻했나요? " if near else ""
    return f"‘{name}’이라는 계산은 models/checks에 없습니다. {guess}이름을 고치거나 check를 지워 주세요."

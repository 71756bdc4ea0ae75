"""Prompts and hints that give the answer away. Looks for the key, in any form its terms have; grades nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from app.bank.loading import Loaded, Origin
from app.bank.normalising import fold, squeeze
from app.bank.problems import Problem, problem
from app.bank.question import Question
from app.bank.terms import Terms


def check(loaded: Loaded) -> Iterator[Problem]:
    for item in loaded.readable.items.values():
        origin = loaded.origins[item.id]
        if item.kind == "number":
            yield from _number(item, origin)
        elif item.kind in ("blank", "short"):
            yield from _words(item, origin, loaded.readable.terms)


def _number(item: Question, origin: Origin) -> Iterator[Problem]:
    if "{answer}" in item.prompt:
        message = "문제에 {answer}가 있습니다. 풀이에만 쓸 수 있으니 지워 주세요."
        yield problem(origin.place("prompt"), "prompt-tells", message, item.id)
    for at, miss in enumerate(item.near_misses):
        if "{answer}" in miss.feedback:
            message = "귀띔에 {answer}가 있습니다. 풀이에만 쓸 수 있으니 지워 주세요."
            yield problem(origin.place("near_misses", at, "feedback"), "hint-tells", message, item.id)


def _words(item: Question, origin: Origin, terms: Terms) -> Iterator[Problem]:
    body: dict[str, Any] = item.model_dump()
    keys = [part["answer"] for part in body.get("blanks") or body.get("parts") or [body]]
    for key in keys:
        if tells(item.prompt, key, terms):
            message = f"문제에 답 ‘{key}’이(가) 들어 있습니다. 다른 말로 바꾸어 주세요."
            yield problem(origin.place("prompt"), "prompt-tells", message, item.id)
    for path, feedback in _hints(body):
        for key in keys:
            if tells(feedback, key, terms):
                message = f"귀띔에 답 ‘{key}’이(가) 들어 있습니다. 답을 말하지 말고 생각할 거리를 주세요."
                yield problem(origin.place(*path), "hint-tells", message, item.id)


def _hints(body: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for at, miss in enumerate(body["near_misses"]):
        yield ("near_misses", at, "feedback"), miss["feedback"]
    for nth, blank in enumerate(body.get("blanks", ())):
        for at, miss in enumerate(blank.get("near_misses", ())):
            yield ("blanks", nth, "near_misses", at, "feedback"), miss["feedback"]


def tells(text: str, key: str, terms: Terms) -> bool:
    """Does `text` hold the key, in this form or another form of the same term?"""
    if terms.named(key):
        return terms.canonical_of(key) in terms.canonical_of(text)
    plain = fold(key).text.strip()
    if plain.isascii():  # a Latin word counts as a whole one only
        return re.search(rf"(?<![a-z0-9]){re.escape(plain)}(?![a-z0-9])", fold(text).text) is not None
    return len(squeeze(key)) > 1 and squeeze(key) in squeeze(text)

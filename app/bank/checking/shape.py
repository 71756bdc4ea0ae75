"""The shape of items: options, concepts, corrections, and the balance of O and X in a unit. Grades nothing."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from app.bank.loading import Loaded, Origin, Unit
from app.bank.problems import Problem, problem
from app.bank.question import Correction, Question

FEWEST_OX = 4  # with fewer, no share between 40 and 60 % need be reachable
_CONCEPT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check(loaded: Loaded) -> Iterator[Problem]:
    for unit in loaded.readable.units.values():
        yield from _balance(loaded, unit)
        for item in unit.items:
            yield from _item(item, loaded.origins[item.id])


def _item(item: Question, origin: Origin) -> Iterator[Problem]:
    body: dict[str, Any] = item.model_dump()
    if not _CONCEPT.fullmatch(item.concept):
        message = "개념 이름은 소문자와 붙임표로 적어 주세요(예: adapter-trains)."
        yield problem(origin.place("concept"), "concept-form", message, item.id)
    if item.correction:
        yield from _correction(item.id, item.correction, origin)
    if "options" in body:
        yield from _options(item.id, body["options"], body["multiple"], origin)


def _correction(name: str, correction: Correction, origin: Origin) -> Iterator[Problem]:
    try:
        datetime.date.fromisoformat(correction.date)
    except ValueError:
        place = origin.place("correction", "date")
        yield problem(place, "correction-date", "달력에 없는 날짜입니다. 바로잡아 주세요.", name)
    if correction.before == correction.after:
        place = origin.place("correction", "after")
        yield problem(place, "correction-same", "before와 after가 같습니다. 무엇이 달라졌는지 적어 주세요.", name)


def _options(name: str, options: list[dict[str, Any]], multiple: bool, origin: Origin) -> Iterator[Problem]:
    right = sum(option["correct"] for option in options)
    if not right:
        yield problem(
            origin.place("options"),
            "option-none-right",
            "맞는 보기가 없습니다. 하나에 ‘correct: true’를 적어 주세요.",
            name,
        )
    elif right > 1 and not multiple:
        message = f"맞는 보기가 {right}개입니다. 하나만 남기거나 ‘multiple: true’를 적어 주세요."
        yield problem(origin.place("options"), "option-many-right", message, name)
    for at, option in enumerate(options):
        if not option["correct"] and not option["why"].strip():
            message = f"틀린 보기 ‘{option['key']}’에 why가 없습니다. 왜 틀렸는지 적어 주세요."
            yield problem(origin.place("options", at), "option-why", message, name)
    for field in ("key", "text"):
        counts = Counter(option[field] for option in options)
        for at, option in enumerate(options):
            if counts[option[field]] > 1:
                message = f"‘{option[field]}’이(가) 둘 넘게 있습니다. 서로 다르게 적어 주세요."
                yield problem(origin.place("options", at, field), "option-twice", message, name)


def _balance(loaded: Loaded, unit: Unit) -> Iterator[Problem]:
    letters = [(item.id, item.model_dump()["answer"]) for item in unit.items if item.kind == "ox"]
    share = sum(letter == "O" for _, letter in letters) / len(letters) if letters else 0.5
    if len(letters) >= FEWEST_OX and not 0.4 <= share <= 0.6:
        message = f"O/X 문항 {len(letters)}개 가운데 O가 {share:.0%}입니다. 40~60%가 되게 진술을 뒤집어 주세요."
        yield problem(loaded.origins[letters[0][0]].place("answer"), "ox-balance", message)

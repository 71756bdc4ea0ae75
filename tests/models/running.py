"""An engine of tiny models with every tuning, run to its end. Knows no single test."""

from __future__ import annotations

import random

from models.engine.rows import Token
from models.generation import Engine
from tests.models.alone import CLOSE, Alone, alone, base, greedy, known
from tests.models.tiny import BEGIN, END, VOCABULARY


class Models(dict[tuple[str, str | None], Alone]):
    """Each shape tuned each way, alone; made when first asked for."""

    def __missing__(self, named: tuple[str, str | None]) -> Alone:
        self[named] = alone(*named)
        return self[named]


def text(dice: random.Random, length: int) -> list[int]:
    return [BEGIN, *(dice.randrange(END + 1, VOCABULARY) for _ in range(length - 1))]


def engine(models: Models, kind: str = "opt", **given: int) -> Engine:
    made = Engine(base(kind), **given)
    for name in known(kind):
        ready = models[kind, name].ready
        assert ready is not None
        made.add(name, ready)
    return made


def run(made: Engine) -> dict[int, list[Token]]:
    said: dict[int, list[Token]] = {}
    while made.rows or made.waiting:
        for token in made.step():
            said.setdefault(token.key, []).append(token)
    return said


def ids(tokens: list[Token]) -> list[int]:
    return [token.id for token in tokens]


def same(told: list[int], model: Alone, prompt: list[int], length: int) -> None:
    oracle = greedy(model, prompt, length)
    assert told == oracle.ids or oracle.gap < CLOSE, (told, oracle)

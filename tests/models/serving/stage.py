"""The loop on a stage: a real line, an engine of a script, a library without weights. Knows no single test."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from models.base import Base
from models.generation import Full, Token
from models.methods import configure
from models.protocol import Event, Generate, Text
from models.refusals import Refused
from models.sampling import Sampling
from models.serving.cards import Card
from models.serving.library import Library, NoRoom
from models.serving.loop import Serving
from models.serving.waiting import Limits, Line, Ticket
from tests.models.tiny import END, tokenizer

TOKENIZER = tokenizer()
GREETING = TOKENIZER.encode("좋았어요.", add_special_tokens=False)


@dataclass
class Scripted:
    """Every row says the greeting and then the end token, one id a step."""

    capacity: int = 64
    rows: dict[int, list[int]] = field(default_factory=dict)
    read: dict[int, list[int]] = field(default_factory=dict)
    vetoes: dict[int, Any] = field(default_factory=dict)
    trouble: Exception | None = None

    def join(self, key: int, ids: list[int], variant: str | None, sampling: Sampling, allowed: Any = None) -> None:
        if len(self.rows) >= self.capacity:
            raise Full
        self.rows[key] = [*GREETING, END][: sampling.length]
        self.read[key], self.vetoes[key] = ids, allowed

    def leave(self, key: int) -> None:
        self.rows.pop(key, None)

    def step(self) -> list[Token]:
        if self.trouble:
            trouble, self.trouble = self.trouble, None
            raise trouble
        return [self._next(key) for key in list(self.rows)]

    def _next(self, key: int) -> Token:
        token = self.rows[key].pop(0)
        finished = "end" if token == END else "length" if not self.rows[key] else None
        if finished:
            del self.rows[key]
        return Token(key, token, finished)  # type: ignore[arg-type]


class Shelf:
    """A library of one engine and variants that need no weights."""

    def __init__(self, engine: Scripted, **tasks: str) -> None:
        self.base = Base("tiny", cast(Any, SimpleNamespace()), TOKENIZER, "base")
        self.engine, self.tasks = engine, tasks
        self.uses: dict[str | None, int] = {}
        self.blocked: set[str] = set()

    def card(self, name: str) -> Card:
        if name not in self.tasks:
            raise Refused(f"‘{name}’이라는 변형은 없습니다.", "variant")
        return Card(name, Path(), "lora", configure("lora"), self.tasks[name], "base", "lora", 0)

    def take(self, name: str | None) -> tuple[Scripted, str | None]:
        if name in self.blocked:
            raise NoRoom
        self.uses[name] = self.uses.get(name, 0) + 1
        return self.engine, name

    def give_back(self, name: str | None) -> None:
        self.uses[name] -= 1


class Stage:
    """A line, an engine and the loop between them, turned by hand."""

    def __init__(self, **limits: int) -> None:
        self.line = Line(Limits(**{"caller": 99, **limits}))
        self.line.ready = True
        self.engine = Scripted()
        self.shelf = Shelf(self.engine, voice="negative", chat="chat", own="my task")
        self.serving = Serving(self.line, cast(Library, self.shelf))

    def ask(self, prompt: str = "이 영화는", **given: Any) -> tuple[Ticket, list[Event]]:
        told: list[Event] = []
        length = given.pop("length", 24)
        asked = Generate(prompt=prompt, caller="mina", sampling=Sampling(length=length), **given)
        ticket = Ticket(asked, told.append)
        self.line.admit(ticket)
        return ticket, told

    def turn(self, times: int = 40) -> None:
        for _ in range(times):
            self.serving.turn()


def text(told: list[Event]) -> str:
    return "".join(event.text for event in told if isinstance(event, Text))

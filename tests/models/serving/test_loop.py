"""The loop between the line and the engines, with an engine of a script: joining, text, leaving, errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import torch

from models.base import Base
from models.generation import Full, Token
from models.methods import configure
from models.protocol import Choose, Done, Event, Failed, Generate, Queued, Started, Text
from models.refusals import Refused
from models.sampling import Sampling
from models.serving.cards import Card
from models.serving.library import Library, NoRoom
from models.serving.loop import Serving
from models.serving.waiting import PATIENCE, Limits, Line, Ticket
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


@pytest.fixture
def stage() -> Stage:
    return Stage()


def text(told: list[Event]) -> str:
    return "".join(event.text for event in told if isinstance(event, Text))


def test_a_text_is_started_streamed_and_done(stage: Stage) -> None:
    _, told = stage.ask()
    stage.turn()
    assert isinstance(told[0], Started)
    assert text(told) == "좋았어요."
    done = told[-1]
    assert isinstance(done, Done)
    assert (done.reason, done.tokens) == ("end", len(GREETING) + 1)
    assert done.prompt_tokens == len(stage.shelf.base.encode("이 영화는"))
    assert stage.shelf.uses == {None: 0}
    assert stage.serving.running == {}


def test_the_asked_length_is_said(stage: Stage) -> None:
    _, told = stage.ask(length=1)
    stage.turn()
    assert isinstance(told[-1], Done)
    assert (told[-1].reason, told[-1].tokens) == ("length", 1)


def test_who_comes_later_joins_between_steps(stage: Stage) -> None:
    _, first = stage.ask()
    stage.turn(1)
    _, second = stage.ask()
    stage.turn()
    assert text(first) == text(second) == "좋았어요."


def test_who_cancels_leaves_the_engine_before_its_next_step(stage: Stage) -> None:
    ticket, told = stage.ask()
    stage.turn(1)
    assert len(stage.engine.rows) == 1
    stage.line.cancel(ticket)
    stage.turn(1)
    assert stage.engine.rows == {}
    assert isinstance(told[-1], Done)
    assert told[-1].reason == "cancelled"
    assert stage.shelf.uses == {None: 0}


def test_more_than_the_rows_wait_and_are_told_their_place() -> None:
    stage = Stage(rows=1)
    stage.ask()
    _, second = stage.ask()
    stage.turn()
    assert [type(event) for event in second][:2] == [Queued, Started]
    assert text(second) == "좋았어요."


def test_an_unknown_variant_is_refused_in_words_and_others_go_on(stage: Stage) -> None:
    _, good = stage.ask()
    _, bad = stage.ask(variant="nothing")
    stage.turn()
    assert isinstance(bad[-1], Failed)
    assert (bad[-1].code, bad[-1].field) == ("refused", "variant")
    assert isinstance(good[-1], Done)


def test_the_variant_sets_the_form_of_its_task_and_the_base_may_be_given_one(stage: Stage) -> None:
    chat, _ = stage.ask("안녕", variant="chat")
    base, _ = stage.ask("안녕", task="chat")
    plain, _ = stage.ask("안녕")
    own, _ = stage.ask("안녕", variant="own")
    stage.turn(1)
    read = {key: stage.shelf.base.decode(ids) for key, ids in stage.engine.read.items()}
    assert read[chat.key] == read[base.key] == "안녕\n답:"
    assert read[plain.key] == read[own.key] == "안녕"


def test_the_negative_voice_may_say_no_names_and_the_others_are_not_slowed(stage: Stage) -> None:
    voice, _ = stage.ask(variant="voice")
    base, _ = stage.ask(task="negative")
    chat, _ = stage.ask(variant="chat")
    stage.turn(1)
    assert stage.engine.vetoes[voice.key] is not None
    assert stage.engine.vetoes[base.key] is not None
    assert stage.engine.vetoes[chat.key] is None


def test_a_prompt_with_a_real_name_is_refused_in_the_negative_voice_only(stage: Stage) -> None:
    _, voice = stage.ask("송강호 배우의 연기가", variant="voice")
    _, chat = stage.ask("송강호 배우의 연기가", variant="chat")
    stage.turn()
    assert isinstance(voice[-1], Failed)
    assert "송강호" in voice[-1].message
    assert voice[-1].field == "prompt"
    assert isinstance(chat[-1], Done)


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (torch.OutOfMemoryError("CUDA out of memory"), "memory"),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"), "memory"),
        (ValueError("a mistake of ours"), "internal"),
    ],
)
def test_a_step_that_fails_tells_its_rows_and_the_engine_goes_on(stage: Stage, trouble: Exception, code: str) -> None:
    _, told = stage.ask()
    stage.turn(1)
    stage.engine.trouble = trouble
    stage.turn(1)
    assert isinstance(told[-1], Failed)
    assert told[-1].code == code
    assert told[-1].retry_after
    assert stage.engine.rows == {}
    assert stage.shelf.uses == {None: 0}
    _, again = stage.ask()
    stage.turn()
    assert isinstance(again[-1], Done)


def test_logits_that_are_no_numbers_are_blamed_on_the_variant(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket, told = stage.ask()
    stage.turn(1)
    monkeypatch.setattr(stage.engine, "step", lambda: [Token(ticket.key, -1, "error")])
    stage.turn(1)
    assert isinstance(told[-1], Failed)
    assert told[-1].field == "variant"
    assert stage.serving.running == {}


def test_who_needs_room_is_overtaken_but_not_for_ever(stage: Stage) -> None:
    stage.shelf.blocked.add("chat")
    _, stuck = stage.ask(variant="chat")
    for _ in range(PATIENCE):
        _, other = stage.ask(length=1)
        stage.turn(1)
        assert isinstance(other[-1], Done)
    _, late = stage.ask(length=1)
    stage.turn(3)
    assert not any(isinstance(event, Started) for event in late)
    stage.shelf.blocked.clear()
    stage.turn(1)
    assert [type(event) for event in stuck][:2] == [Queued, Started]
    assert isinstance(late[-1], Done)


def test_what_an_engine_without_a_free_row_refuses_waits(stage: Stage) -> None:
    stage.engine.capacity = 1
    _, first = stage.ask()
    _, second = stage.ask()
    stage.turn(1)
    assert stage.shelf.uses == {None: 1}
    stage.turn()
    assert isinstance(first[-1], Done)
    assert isinstance(second[-1], Done)


def test_a_choice_of_a_task_without_labels_is_refused(stage: Stage) -> None:
    told: list[Event] = []
    stage.line.admit(Ticket(Choose(prompt="좋다", task="chat", caller="mina"), told.append))
    stage.turn(1)
    assert isinstance(told[-1], Failed)
    assert told[-1].field == "task"


def test_cancelling_while_the_row_is_being_placed_leaves_nothing_behind(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, told = stage.ask()
    join = cast(Callable[..., None], stage.engine.join)

    def and_meanwhile(*given: Any) -> None:
        join(*given)
        stage.line.cancel(ticket)

    monkeypatch.setattr(stage.engine, "join", and_meanwhile)
    stage.turn(1)
    assert [type(event) for event in told] == [Done]
    assert stage.engine.rows == {}
    assert stage.shelf.uses == {None: 0}

"""The loop between the line and the engines, with an engine of a script: joining, text, leaving, errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
import torch

from models.generation import Token
from models.protocol import Choose, Done, Event, Failed, Queued, Started
from models.serving.waiting import PATIENCE, Ticket
from tests.models.serving.stage import GREETING, Stage, text


@pytest.fixture
def stage() -> Stage:
    return Stage()


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

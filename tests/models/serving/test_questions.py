"""Questions that the loop answers within one turn: what comes next, where a layer looks; and what goes wrong."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from models.protocol import Attend, Attended, Done, Event, Failed, Peek, Peeked, Queueing
from models.serving import questions
from models.serving.waiting import Ticket
from tests.models.serving.stage import Stage

PEEKED = Peeked(tokens=[], cut=0, left=1, entropy=0, entropy_drawn=0, vocabulary=1)
ATTENDED = Attended(pieces=[], before=0, layers=1, weights=[])
ASK = {Peek: {"prompt": "송강호 배우", "caller": "mina"}, Attend: {"prompt": "송강호 배우", "caller": "mina"}}


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    made = Stage()
    made.asked = []  # type: ignore[attr-defined]

    def note(answer: Event) -> Any:
        return lambda *given: made.asked.append(given) or answer  # type: ignore[attr-defined]

    monkeypatch.setattr(questions, "peek", note(PEEKED))
    monkeypatch.setattr(questions, "attend", note(ATTENDED))
    return made


def told(stage: Stage, asked: Queueing) -> list[Event]:
    heard: list[Event] = []
    stage.line.admit(Ticket(asked, heard.append))
    stage.turn(1)
    return heard


def test_both_are_answered_at_once_and_nothing_stays_in_use(stage: Stage) -> None:
    for asked, answer in ((Peek(**ASK[Peek]), PEEKED), (Attend(**ASK[Attend], variant="chat", layer=2), ATTENDED)):
        heard = told(stage, asked)
        assert heard[0] == answer
        assert isinstance(heard[1], Done)
        assert heard[1].prompt_tokens > 1
    assert stage.shelf.uses == {None: 0, "chat": 0}
    assert (stage.line.waiting, stage.line.running) == ([], [])


def test_the_prompt_gets_the_form_of_the_task_and_the_settings_go_along(stage: Stage) -> None:
    told(stage, Peek(prompt="안녕", task="chat", temperature=0.5, top_p=0.9, caller="mina"))
    told(stage, Attend(prompt="안녕", variant="chat", layer=2, caller="mina"))
    (_, _, ids, drawing, veto), (_, name, again, layer) = stage.asked  # type: ignore[attr-defined]
    assert stage.shelf.base.decode(ids) == stage.shelf.base.decode(again) == "안녕\n답:"
    assert (drawing.temperature, drawing.top_p, veto) == (0.5, 0.9, None)
    assert (name, layer) == ("chat", 2)


@pytest.mark.parametrize("kind", [Peek, Attend])
def test_real_names_are_refused_in_the_negative_voice_only(stage: Stage, kind: Any) -> None:
    refused = told(stage, kind(**ASK[kind], variant="voice"))[-1]
    assert isinstance(refused, Failed)
    assert (refused.code, refused.field) == ("refused", "prompt")
    assert isinstance(told(stage, kind(**ASK[kind], variant="chat"))[-1], Done)


def test_tokens_that_would_make_a_name_are_vetoed_in_the_negative_voice(stage: Stage) -> None:
    told(stage, Peek(prompt="배우", variant="voice", caller="mina"))
    assert stage.asked[0][4] is not None  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", [Peek, Attend])
def test_unknown_variants_and_tasks_are_refused(stage: Stage, kind: Any) -> None:
    for wrong, field in (({"variant": "nothing"}, "variant"), ({"task": "nothing"}, "task")):
        refused = told(stage, kind(**ASK[kind], **wrong))[-1]
        assert isinstance(refused, Failed)
        assert (refused.code, refused.field) == ("refused", field)


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(torch.OutOfMemoryError("CUDA out of memory"), "memory"), (ValueError("a mistake of ours"), "internal")],
)
def test_trouble_is_told_and_the_variant_is_given_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, trouble: Exception, code: str
) -> None:
    def fail(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(questions, "peek", fail)
    failed = told(stage, Peek(prompt="", variant="chat", caller="mina"))[-1]
    assert isinstance(failed, Failed)
    assert failed.code == code
    assert stage.shelf.uses == {"chat": 0}


def test_who_needs_room_waits_for_it(stage: Stage) -> None:
    stage.shelf.blocked.add("chat")
    heard = told(stage, Attend(prompt="", variant="chat", caller="mina"))
    assert not any(isinstance(one, Done) for one in heard)
    stage.shelf.blocked.clear()
    stage.turn(1)
    assert isinstance(heard[-1], Done)

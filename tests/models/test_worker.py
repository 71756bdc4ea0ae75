"""The real worker process with a small real model: many at once, what is no message, one worker a socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.protocol import (
    LONGEST_REQUEST,
    Cancel,
    Choose,
    Chosen,
    Count,
    Counted,
    Dissect,
    Dissected,
    Done,
    Failed,
    Hello,
    Look,
    Message,
    Queued,
    Started,
    Status,
    Text,
    line,
)
from models.worker import OCCUPIED
from tests.models.calling import Caller, ask, end, listening, start, text


@pytest.fixture(scope="module")
def path(shelved: Path) -> Iterator[Path]:
    """The socket of a worker with four rows, that all tests share."""
    own = shelved / "shared.sock"
    limits = ("--rows", "4", "--waiting", "2", "--per-caller", "5", "--variants", str(shelved / "variants"))
    process = start(own, "--base", str(shelved / "base"), *limits)
    assert listening(own)
    yield own
    assert end(process) == 0
    assert not own.exists()


def test_who_comes_while_the_models_are_read_waits_and_is_served(path: Path) -> None:
    with Caller(path) as mina:
        told = mina.all_of(ask(length=8))
    assert isinstance(told[0], Queued)
    assert told[0].starting
    done = told[-1]
    assert isinstance(done, Done)
    assert (done.reason, done.tokens) == ("length", 8)
    assert done.waited > 0


def test_two_callers_at_once_read_what_each_would_read_alone(path: Path) -> None:
    with Caller(path) as mina, Caller(path) as jun:
        alone = [text(mina.all_of(ask())), text(mina.all_of(ask("배우들의", variant="our-lora")))]
        mina.say(ask())
        jun.say(ask("배우들의", "jun", variant="our-lora"))
        together = [text(mina.until(Done)), text(jun.until(Done))]
    assert together == alone
    assert alone[0] != alone[1]


def test_a_copy_of_the_model_runs_beside_the_base(path: Path) -> None:
    with Caller(path) as mina, Caller(path) as jun:
        mina.say(ask(variant="our-full", length=20))
        jun.say(ask(caller="jun", length=20))
        assert text(mina.until(Done)) != text(jun.until(Done))
        mina.say(Look())
        status = mina.hear()
    assert isinstance(status, Status)
    assert status.state == "ready"
    assert [card.loaded for card in status.variants if card.name == "our-full"] == [True]
    assert status.tokens_per_second > 0


def test_a_cancel_ends_the_text_early(path: Path) -> None:
    with Caller(path) as mina:
        mina.say(ask())
        mina.until(Text)
        mina.say(Cancel())
        (*_, last) = mina.until(Done)
        assert isinstance(last, Done)
        assert last.reason == "cancelled"
        assert last.tokens < 128
        assert isinstance(mina.all_of(ask(length=1))[-1], Done)


def test_a_full_house_refuses_and_those_who_wait_are_served(path: Path) -> None:
    callers = [Caller(path) for _ in range(7)]
    for number, caller in enumerate(callers):
        caller.say(ask(caller=f"{number}"))
        if number < 4:
            caller.until(Started)
        elif number < 6:
            caller.until(Queued)
    refusal = callers[6].hear()
    assert isinstance(refusal, Failed)
    assert refusal.code == "full"
    assert "지금 2명" in refusal.message
    assert [isinstance(caller.until(Done)[-1], Done) for caller in callers[:6]] == [True] * 6
    for caller in callers:
        caller.close()


def test_one_caller_has_a_limit(path: Path) -> None:
    callers = [Caller(path) for _ in range(6)]
    for caller in callers:
        caller.say(ask())
    told = [caller.until(Done, Failed)[-1] for caller in callers]
    assert sum(isinstance(last, Failed) for last in told) == 1
    for caller in callers:
        caller.close()


def test_the_labels_are_weighed(path: Path) -> None:
    with Caller(path) as mina:
        chosen, done = mina.all_of(Choose(prompt="좋은 영화였습니다.", variant="our-lora", caller="mina"))
    assert isinstance(chosen, Chosen)
    assert set(chosen.logs) == {"긍정", "부정"}
    assert sum(chosen.shares.values()) == pytest.approx(1)
    assert isinstance(done, Done)


def test_parameters_are_counted_and_what_cannot_be_is_refused(path: Path) -> None:
    with Caller(path) as mina:
        mina.say(Count(architecture="gpt3-175b", method="lora", config={"rank": "1"}))
        counted = mina.hear()
        mina.say(Count(architecture="bert-base", method="lora", config={"rank": "0"}))
        refused = mina.hear()
    assert isinstance(counted, Counted)
    assert counted.trainable_parameters == 4_718_592
    assert isinstance(refused, Failed)
    assert (refused.code, refused.field) == ("refused", "rank")


def test_a_method_is_dissected_on_a_copy_while_the_base_goes_on_writing(path: Path) -> None:
    with Caller(path) as mina, Caller(path) as jun:
        alone = text(jun.all_of(ask(caller="jun")))
        jun.say(ask(caller="jun"))
        mina.say(Dissect(method="full"))
        told = mina.hear()
        assert text(jun.until(Done)) == alone
        mina.say(Dissect(method="houlsby", config={"bottleneck": "65"}))
        refused = mina.hear()
    assert isinstance(told, Dissected)
    assert {tensor.moved for tensor in told.tensors} == {1}
    assert isinstance(refused, Failed)
    assert (refused.code, refused.field) == ("refused", "bottleneck")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{\n", "알아듣지"),
        (b"\xff\xfe\n", "알아듣지"),
        (b'{"kind": "generate", "prompt": "\xed\xa0\xbd", "caller": "a"}\n', "알아듣지"),
        (b'{"kind": "generate", "prompt": "\\ud83c", "caller": "a"}\n', "알아듣지"),
        (b'{"kind": "dance"}\n', "알아듣지"),
        (line(Hello()), "알아듣지"),
        (b"x" * (2 * LONGEST_REQUEST) + b"\n", "너무 깁니다"),
    ],
    ids=["json", "bytes", "utf-8", "half", "kind", "hello", "long"],
)
def test_what_is_no_message_ends_that_connection_and_no_other(path: Path, data: bytes, told: str) -> None:
    with Caller(path) as jun, Caller(path) as mina:
        jun.say(ask(caller="jun", length=30))
        mina.send(data)
        refusal = mina.hear()
        assert isinstance(refusal, Failed)
        assert refusal.code == "malformed"
        assert told in refusal.message
        assert mina.file.read() == b""
        assert isinstance(jun.until(Done)[-1], Done)


@pytest.mark.parametrize("first", [Hello(version=99), Look()], ids=lambda message: message.kind)
def test_who_does_not_greet_in_our_version_is_sent_away(path: Path, first: Message) -> None:
    with Caller(path, greet=False) as mina:
        mina.say(first)
        refusal = mina.hear()
        assert isinstance(refusal, Failed)
        assert refusal.code == ("version" if isinstance(first, Hello) else "malformed")
        assert mina.file.read() == b""


def test_who_leaves_in_the_middle_of_a_line_is_no_error(path: Path) -> None:
    with Caller(path) as mina:
        mina.send(line(ask())[:20])
    with Caller(path) as jun:
        assert isinstance(jun.all_of(ask(length=1))[-1], Done)


def test_the_socket_is_for_its_owner_alone(path: Path) -> None:
    assert path.stat().st_mode & 0o077 == 0


def test_a_second_worker_gives_way(path: Path) -> None:
    second = start(path)
    _, told = second.communicate(timeout=60)
    assert second.returncode == OCCUPIED
    assert b"another worker" in told
    assert path.is_socket()

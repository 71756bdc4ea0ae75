"""The real worker process with a small real model: many at once, what is no message, one worker a socket, its end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
import torch
from transformers import OPTConfig, OPTForCausalLM

from models import base as bases
from models.methods import configure
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
    Event,
    Failed,
    Generate,
    Hello,
    Look,
    Message,
    Queued,
    Started,
    Status,
    Text,
    Welcome,
    event,
    line,
)
from models.sampling import Sampling
from models.tuning import Tuned
from models.variants import save
from models.worker import OCCUPIED, WRONG_USE
from tests.models.tiny import SPECIAL, VOCABULARY, tokenizer

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


class Caller:
    """One connection, greeted."""

    def __init__(self, path: Path, greet: bool = True) -> None:
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(120)
        try:
            self.socket.connect(str(path))
        except OSError:
            self.socket.close()
            raise
        self.file = self.socket.makefile("rwb")
        if greet:
            self.say(Hello())
            assert isinstance(self.hear(), Welcome)

    def say(self, message: Message) -> None:
        self.send(line(message))

    def send(self, data: bytes) -> None:
        self.file.write(data)
        self.file.flush()

    def hear(self) -> Welcome | Event:
        return event(self.file.readline())

    def until(self, *kinds: type) -> list[Event]:
        """Everything up to and with the first of these kinds."""
        told: list[Event] = []
        while not told or not isinstance(told[-1], kinds):
            told.append(self.hear())  # type: ignore[arg-type]
        return told

    def all_of(self, asked: Message) -> list[Event]:
        self.say(asked)
        return self.until(Done, Failed)

    def close(self) -> None:
        self.file.close()
        self.socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def ask(prompt: str = "이 영화는", caller: str = "mina", length: int = 128, variant: str | None = None) -> Generate:
    return Generate(prompt=prompt, caller=caller, variant=variant, sampling=Sampling(length=length))


def text(told: list[Event]) -> str:
    return "".join(one.text for one in told if isinstance(one, Text))


def model() -> OPTForCausalLM:
    """Wide and deep enough that a text of 128 tokens takes a good part of a second."""
    torch.manual_seed(0)
    sizes = {"hidden_size": 64, "word_embed_proj_dim": 64, "num_hidden_layers": 6, "num_attention_heads": 4}
    return OPTForCausalLM(
        OPTConfig(vocab_size=VOCABULARY, ffn_dim=128, max_position_embeddings=256, init_std=0.2, **sizes, **SPECIAL)
    ).eval()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Of a path short enough for a socket; holds a base and two variants."""
    place = Path(tempfile.mkdtemp(prefix="worker-"))
    model().save_pretrained(place / "base")
    tokenizer().save_pretrained(place / "base")
    base = bases.load(str(place / "base"))
    for method in ("lora", "full"):
        tuned = Tuned(model(), method, configure(method))
        with torch.no_grad():
            for parameter in tuned.trainable.values():
                parameter += 0.1 * torch.randn_like(parameter)
        save(tuned, place / "variants" / f"our-{method}", task="chat", base=base.fingerprint)
    yield place
    shutil.rmtree(place)


def start(path: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "models.worker", "--socket", str(path), "--device", "cpu", *options]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)


def listening(path: Path) -> bool:
    return waits(lambda: path.is_socket())


def waits(found: Callable[[], bool]) -> bool:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if found():
            return True
        time.sleep(0.02)
    return False


def end(process: subprocess.Popen[bytes]) -> int:
    """Its parent is gone."""
    process.communicate(timeout=60)
    return process.returncode


@pytest.fixture(scope="module")
def path(folder: Path) -> Iterator[Path]:
    """The socket of a worker with four rows, that all tests share."""
    own = folder / "shared.sock"
    limits = ("--rows", "4", "--waiting", "2", "--per-caller", "5", "--variants", str(folder / "variants"))
    process = start(own, "--base", str(folder / "base"), *limits)
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


def test_a_file_in_the_place_of_the_socket_is_left_alone(folder: Path) -> None:
    own = folder / "precious"
    own.write_text("text")
    process = start(own)
    _, told = process.communicate(timeout=60)
    assert process.returncode == WRONG_USE
    assert b"no socket" in told
    assert own.read_text() == "text"


def test_after_a_kill_the_socket_that_is_left_is_taken_over(folder: Path) -> None:
    own = folder / "killed.sock"
    first = start(own, "--base", str(folder / "base"))
    assert listening(own)
    with Caller(own) as mina:
        mina.say(ask())
        mina.until(Queued)
        first.send_signal(signal.SIGKILL)
        assert mina.file.read() == b""
    end(first)
    assert own.is_socket()
    second = start(own, "--base", str(folder / "base"))
    assert waits(lambda: answers(own))
    assert end(second) == 0


def answers(path: Path) -> bool:
    try:
        Caller(path).close()
    except ConnectionRefusedError:
        return False
    return True


def test_models_that_cannot_be_read_are_reported_in_words_to_everybody(folder: Path) -> None:
    own = folder / "nothing.sock"
    process = start(own, "--base", str(folder / "nothing"))
    assert listening(own)
    with Caller(own) as mina:
        told = mina.all_of(ask())
        again = mina.all_of(ask())
        mina.say(Look())
        status = mina.hear()
    for last in (told[-1], again[-1]):
        assert isinstance(last, Failed)
        assert last.code == "unavailable"
        assert "nothing" in last.message
        assert last.retry_after
    assert isinstance(status, Status)
    assert status.state == "unavailable"
    assert status.problem
    assert end(process) == 0


def test_it_ends_on_a_signal_too(folder: Path) -> None:
    own = folder / "signal.sock"
    process = start(own)
    assert listening(own)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert not own.exists()
    end(process)


def test_a_signal_while_texts_run_ends_them_without_an_error_in_the_log(folder: Path) -> None:
    own = folder / "running.sock"
    process = start(own, "--base", str(folder / "base"))
    assert listening(own)
    with Caller(own) as mina:
        mina.say(ask())
        mina.until(Text)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in told

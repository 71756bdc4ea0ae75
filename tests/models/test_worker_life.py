"""How the worker starts and ends: a socket that is in its way, models that cannot be read, signals."""

from __future__ import annotations

import signal
from pathlib import Path

from models.protocol import Failed, Look, Queued, Status, Text
from models.worker import WRONG_USE
from tests.models.calling import Caller, answers, ask, end, listening, start, waits


def test_a_file_in_the_place_of_the_socket_is_left_alone(shelved: Path) -> None:
    own = shelved / "precious"
    own.write_text("text")
    process = start(own)
    _, told = process.communicate(timeout=60)
    assert process.returncode == WRONG_USE
    assert b"no socket" in told
    assert own.read_text() == "text"


def test_after_a_kill_the_socket_that_is_left_is_taken_over(shelved: Path) -> None:
    own = shelved / "killed.sock"
    first = start(own, "--base", str(shelved / "base"))
    assert listening(own)
    with Caller(own) as mina:
        mina.say(ask())
        mina.until(Queued)
        first.send_signal(signal.SIGKILL)
        assert mina.file.read() == b""
    end(first)
    assert own.is_socket()
    second = start(own, "--base", str(shelved / "base"))
    assert waits(lambda: answers(own))
    assert end(second) == 0


def test_models_that_cannot_be_read_are_reported_in_words_to_everybody(shelved: Path) -> None:
    own = shelved / "nothing.sock"
    process = start(own, "--base", str(shelved / "nothing"))
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


def test_it_ends_on_a_signal_too(shelved: Path) -> None:
    own = shelved / "signal.sock"
    process = start(own)
    assert listening(own)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert not own.exists()
    end(process)


def test_a_signal_while_texts_run_ends_them_without_an_error_in_the_log(shelved: Path) -> None:
    own = shelved / "running.sock"
    process = start(own, "--base", str(shelved / "base"))
    assert listening(own)
    with Caller(own) as mina:
        mina.say(ask())
        mina.until(Text)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in told

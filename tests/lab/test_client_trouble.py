"""A worker that dies, is ended or speaks another language: told in words, started again, never for ever."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from app.lab.client import Lab
from app.lab.process import Process
from models.protocol import Event, Failed, Queued, Started, Status, Text, Welcome, line
from tests.lab.asking import all_of, ask, text
from tests.lab.conftest import LabOf
from tests.lab.pretend import DIE


def test_a_worker_that_dies_in_mid_stream_is_told_and_started_again(lab: Lab) -> None:
    async def story() -> tuple[list[Event], list[Event]]:
        return await all_of(lab, ask(DIE)), await all_of(lab, ask())

    died, again = asyncio.run(story())
    assert text(died) == "가"
    assert isinstance(died[-1], Failed)
    assert died[-1].code == "died"
    assert died[-1].retry_after
    assert "다시 보내 주세요" in died[-1].message
    assert text(again) == "가" * 24


def test_a_worker_that_is_killed_leaves_a_socket_that_is_in_nobodys_way(lab: Lab) -> None:
    async def story() -> tuple[list[Event], list[Event]]:
        told: list[Event] = []
        async for one in lab.generate(ask(length=128)):
            told.append(one)
            if isinstance(one, Started):
                assert lab.process.child
                os.kill(lab.process.child.pid, signal.SIGKILL)
        assert lab.path.exists()
        return told, await all_of(lab, ask())

    killed, again = asyncio.run(story())
    assert isinstance(killed[-1], Failed)
    assert killed[-1].code == "died"
    assert text(again) == "가" * 24


def test_a_worker_that_dies_again_and_again_is_reported_and_not_started_for_ever(lab_of: LabOf) -> None:
    lab = lab_of("--broken")
    lab.process.clock = iter(range(0, 100_000, 17)).__next__  # every pause is over
    (first, *_, last) = asyncio.run(all_of(lab, ask()))
    assert isinstance(first, Queued)
    assert isinstance(last, Failed)
    assert last.code == "unavailable"
    assert "거듭" in last.message
    assert "7" in last.message
    assert last.retry_after
    assert len(lab.process.deaths) == 5


def test_after_closing_nothing_is_started_again(lab: Lab) -> None:
    async def story() -> list[Event]:
        await all_of(lab, ask(length=1))
        child = lab.process.child
        await lab.close()
        assert child
        assert child.returncode == 0
        return await all_of(lab, ask())

    (told,) = asyncio.run(story())
    assert isinstance(told, Failed)
    assert not lab.path.exists()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (line(Welcome(process=1, version=2)), "version"),
        (line(Failed(code="version", message="다른 판입니다.")), "version"),
        (b"HTTP/1.1 400 Bad Request\n", "version"),
        (line(Welcome(process=1)) + b"{}\n", "died"),
        (line(Welcome(process=1)) + line(Text(text="가")) + b'{"kind": "te', "died"),
    ],
)
def test_what_does_not_speak_our_language_is_told_in_words(short: Path, answer: bytes, code: str) -> None:
    lab = Lab(short / "lab.sock", Process([]))

    async def strange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(answer)
        await reader.readline()
        writer.close()
        await writer.wait_closed()

    async def story() -> list[Event]:
        server = await asyncio.start_unix_server(strange, lab.path)
        async with server:
            return await all_of(lab, ask())

    told = asyncio.run(story())
    assert isinstance(told[-1], Failed)
    assert told[-1].code == code
    assert told[-1].message.isascii() is False


def test_the_status_tells_of_a_worker_that_cannot_be_understood(short: Path) -> None:
    lab = Lab(short / "lab.sock", Process([]))

    async def strange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"\xff\n")
        await reader.read()
        writer.close()
        await writer.wait_closed()

    async def story() -> Status:
        async with await asyncio.start_unix_server(strange, lab.path):
            return await lab.status()

    assert asyncio.run(story()).state == "unavailable"

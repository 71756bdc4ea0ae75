"""A question that waits in line for the worker: woken, not waited for long, answered once, told when it dies."""

from __future__ import annotations

import asyncio

import pytest

from app.lab import client
from app.lab.client import Lab
from models.protocol import Attend, Attended, Event, Failed, Peek, Peeked
from tests.lab.asking import all_of, ask, becomes, running
from tests.lab.pretend import BEFORE, DIE, HEADS, LONGEST, SLOW

PEEK = Peek(prompt="이 영화는", caller="mina")


async def answered(lab: Lab, asked: Peek | Attend) -> Event:
    """The answer once the worker is awake, and nobody waited in between."""
    while isinstance(told := await lab.ask(asked), Failed) and told.code == "starting":
        assert told.retry_after == client.SOON
        await asyncio.sleep(0.05)
    return told


def test_the_first_question_wakes_the_worker_and_is_told_to_come_again(lab: Lab) -> None:
    first = asyncio.run(lab.ask(PEEK))
    assert isinstance(first, Failed)
    assert (first.code, first.retry_after) == ("starting", client.SOON)
    told = asyncio.run(answered(lab, PEEK))
    assert isinstance(told, Peeked)
    assert len(told.tokens) == 10


def test_attention_comes_back_whole(lab: Lab) -> None:
    told = asyncio.run(answered(lab, Attend(prompt="이 영화는", variant="chat-prefix", caller="mina")))
    assert isinstance(told, Attended)
    assert (told.before, len(told.weights), len(told.pieces)) == (BEFORE, HEADS, 3)


def test_a_refusal_names_its_field(lab: Lab) -> None:
    told = asyncio.run(answered(lab, Attend(prompt="가 " * LONGEST, caller="mina")))
    assert isinstance(told, Failed)
    assert (told.code, told.field) == ("refused", "prompt")


def test_behind_a_full_line_nobody_waits_for_ever(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "IN_LINE", 0.2)

    async def story() -> Event:
        await answered(lab, PEEK)
        slow = [asyncio.create_task(all_of(lab, ask(SLOW, caller=f"{number}", length=128))) for number in range(2)]
        assert await becomes(2, lambda: running(lab))
        told = await lab.ask(PEEK)
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return told

    told = asyncio.run(story())
    assert isinstance(told, Failed)
    assert (told.code, told.message) == ("full", client.BUSY)
    assert told.retry_after


def test_a_worker_that_dies_over_it_is_told(lab: Lab) -> None:
    async def story() -> Event:
        await answered(lab, PEEK)
        return await lab.ask(Peek(prompt=DIE, caller="mina"))

    told = asyncio.run(story())
    assert isinstance(told, Failed)
    assert told.code == "died"
    assert told.retry_after


def test_a_lab_that_closes_starts_nothing(lab: Lab) -> None:
    async def story() -> Event:
        await lab.close()
        return await lab.ask(PEEK)

    closed = asyncio.run(story())
    assert isinstance(closed, Failed)
    assert closed.code == "unavailable"
    assert lab.process.child is None

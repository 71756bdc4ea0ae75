"""The web process's way to the worker: started when needed, shared by many, left in the middle, full."""

from __future__ import annotations

import asyncio

from app.lab.client import Lab
from models.protocol import (
    Cancel,
    Count,
    Counted,
    Dissect,
    Dissected,
    Done,
    Event,
    Failed,
    Hello,
    Queued,
    Started,
    Text,
    Welcome,
    event,
    line,
)
from tests.lab.asking import all_of, ask, becomes, counts, running, text
from tests.lab.conftest import LabOf
from tests.lab.pretend import SLOW

COUNT = Count(architecture="bert-base", method="lora")


def test_nothing_is_started_before_somebody_asks(lab: Lab) -> None:
    found = asyncio.run(lab.status())
    assert found.state == "asleep"
    assert lab.process.child is None


def test_the_first_request_starts_the_worker_and_is_told_to_wait(lab: Lab) -> None:
    told = asyncio.run(all_of(lab, ask(length=5)))
    assert isinstance(told[0], Queued)
    assert told[0].starting
    assert text(told) == "가" * 5
    assert isinstance(told[-1], Done)


def test_requests_that_come_together_start_one_worker_and_all_are_answered(lab: Lab) -> None:
    async def story() -> list[list[Event]]:
        return await asyncio.gather(*(all_of(lab, ask(caller=f"{number}")) for number in range(3)))

    for told in asyncio.run(story()):
        assert text(told) == "가" * 24
    assert lab.process.deaths == type(lab.process.deaths)()


def test_more_that_come_at_once_than_the_socket_holds_are_answered(lab: Lab) -> None:
    async def story() -> list[list[Event]]:
        await all_of(lab, ask(length=1))
        return await asyncio.gather(*(all_of(lab, ask(caller=f"{number}", length=1)) for number in range(300)))

    for told in asyncio.run(story()):
        assert isinstance(told[-1], Done) or (isinstance(told[-1], Failed) and told[-1].code == "full")


def test_leaving_the_iteration_cancels_at_once(lab: Lab) -> None:
    async def story() -> bool:
        stream = lab.generate(ask(SLOW, length=128))
        async for told in stream:
            if isinstance(told, Text):
                break
        assert await running(lab) == 1
        await stream.aclose()
        return await becomes(0, lambda: running(lab))

    assert asyncio.run(story())


def test_a_task_that_is_cancelled_cancels_too(lab: Lab) -> None:
    async def story() -> bool:
        task = asyncio.create_task(all_of(lab, ask(SLOW, length=128)))
        assert await becomes(1, lambda: running(lab))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return await becomes(0, lambda: running(lab))

    assert asyncio.run(story())


def test_cancelling_by_message_ends_the_text_and_keeps_the_connection(lab: Lab) -> None:
    async def story() -> tuple[Event | Welcome, Event | Welcome]:
        await all_of(lab, ask(length=1))
        reader, writer = await asyncio.open_unix_connection(lab.path)
        writer.write(line(Hello()) + line(ask(length=128)))
        while not isinstance(event(await reader.readline()), Text):
            pass
        writer.write(line(Cancel()))
        while not isinstance(last := event(await reader.readline()), Done):
            pass
        writer.write(line(ask(length=1)))
        following = event(await reader.readline())
        writer.close()
        await writer.wait_closed()
        return last, following

    last, following = asyncio.run(story())
    assert isinstance(last, Done)
    assert last.reason == "cancelled"
    assert isinstance(following, Started)


def test_a_full_line_refuses_with_the_number_that_wait_and_when_to_come_again(lab: Lab) -> None:
    async def story() -> list[list[Event]]:
        await all_of(lab, ask(length=1))
        early = [asyncio.create_task(all_of(lab, ask(caller=f"{number}", length=60))) for number in range(4)]
        await becomes((2, 2), lambda: counts(lab))
        late = await all_of(lab, ask(caller="late"))
        return [late, *await asyncio.gather(*early)]

    late, *early = asyncio.run(story())
    (refusal,) = late
    assert isinstance(refusal, Failed)
    assert refusal.code == "full"
    assert "지금 2명이 기다리고 있습니다" in refusal.message
    assert refusal.retry_after
    assert [text(told) for told in early] == ["가" * 60] * 4


def test_one_caller_may_have_so_many_and_another_is_still_served(lab: Lab) -> None:
    async def story() -> tuple[list[Event], list[Event]]:
        await all_of(lab, ask(length=1))
        own = [asyncio.create_task(all_of(lab, ask(length=60))) for _ in range(3)]
        await becomes((2, 1), lambda: counts(lab))
        refused, other = await asyncio.gather(all_of(lab, ask()), all_of(lab, ask(caller="jun")))
        await asyncio.gather(*own)
        return refused, other

    refused, other = asyncio.run(story())
    assert isinstance(refused[-1], Failed)
    assert "한 사람" in refused[-1].message
    assert isinstance(other[-1], Done)


def test_a_second_web_process_finds_the_worker_of_the_first(lab: Lab, lab_of: LabOf) -> None:
    other = lab_of()

    async def story() -> list[Event]:
        await all_of(lab, ask(length=1))
        return await all_of(other, ask())

    assert text(asyncio.run(story())) == "가" * 24
    assert other.process.child is None


def test_two_that_start_at_once_end_up_with_one_worker(lab: Lab, lab_of: LabOf) -> None:
    other = lab_of()

    async def story() -> list[list[Event]]:
        return await asyncio.gather(all_of(lab, ask()), all_of(other, ask(caller="jun")))

    for told in asyncio.run(story()):
        assert text(told) == "가" * 24


def test_counting_wakes_the_worker_without_waiting_for_it(lab: Lab) -> None:
    async def story() -> tuple[Counted | Failed, Counted | Failed]:
        first = await lab.count(COUNT)
        await all_of(lab, ask(length=1))
        return first, await lab.count(COUNT)

    first, second = asyncio.run(story())
    assert isinstance(first, Failed)
    assert first.code == "starting"
    assert first.retry_after
    assert isinstance(second, Counted)


def test_a_method_is_dissected_by_a_worker_that_is_awake_and_wakes_one_that_sleeps(lab: Lab) -> None:
    async def story() -> tuple[Dissected | Failed, Dissected | Failed]:
        first = await lab.dissect(Dissect(method="bitfit"))
        await all_of(lab, ask(length=1))
        return first, await lab.dissect(Dissect(method="bitfit"))

    first, second = asyncio.run(story())
    assert isinstance(first, Failed)
    assert first.code == "starting"
    assert isinstance(second, Dissected)
    assert second.method == "bitfit"

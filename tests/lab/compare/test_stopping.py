"""Comparisons that end early: left, stopped, put an end to by the next one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest

from app.lab.compare import comparing
from app.lab.compare.comparing import Comparisons
from app.lab.variants import Shelf
from models.protocol import Choose, Event, Generate
from tests.lab.compare.playing import Kept, a_run, play, until_ended
from tests.lab.compare.stage import Said

pytestmark = pytest.mark.usefixtures("impatient")


def test_leaving_ends_it_after_a_grace(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "GRACE", 0.05)
    said, kept = Said(held=True), Kept()

    async def story() -> None:
        run = Comparisons(said, kept).start(a_run(shelf))
        follower = asyncio.create_task(until_ended(run))
        await asyncio.sleep(0.15)
        assert not run.ended, "somebody follows"
        follower.cancel()
        while not run.ended:
            await asyncio.sleep(0.01)
        assert {one.problem for one in run.columns} == {comparing.LEFT}

    play(story)
    assert said.left == 3, "the worker was told"
    assert kept.outcomes == [], "nothing had come"


def test_a_column_that_was_done_is_done_although_it_is_stopped_before_its_connection_is_closed(shelf: Shelf) -> None:
    kept = Kept()

    class Lingering(Said):
        async def generate(self, asked: Generate | Choose) -> AsyncGenerator[Event]:
            async for event in super().generate(asked):
                yield event
            await asyncio.sleep(10)

    async def story() -> None:
        run = Comparisons(Lingering(), kept).start(a_run(shelf))
        while not all(one.state == "done" for one in run.columns):
            await asyncio.sleep(0.001)
        run.stop()
        await until_ended(run)

    play(story)
    assert kept.outcomes[0][1].whole


def test_stopping_keeps_what_had_come(shelf: Shelf) -> None:
    said, kept = Said(), Kept()

    class Slow(Said):
        async def generate(self, asked: Generate | Choose) -> AsyncGenerator[Event]:
            async for event in said.generate(asked):
                yield event
                await asyncio.sleep(0.02)

    async def story() -> None:
        run = Comparisons(Slow(), kept).start(a_run(shelf))
        async for _ in run.follow():
            if run.columns[0].text:
                run.stop()
        assert {one.state for one in run.columns} == {"stopped"}

    play(story)
    assert kept.outcomes[0][1].base.text.startswith(" 정말")


def test_stopping_before_it_begins_ends_it_too(shelf: Shelf) -> None:
    async def story() -> None:
        run = Comparisons(Said(held=True), Kept()).start(a_run(shelf))
        run.stop()
        await until_ended(run)

    play(story)


def test_a_new_comparison_ends_the_learners_one_before_it_and_nobody_elses(shelf: Shelf) -> None:
    async def story() -> None:
        comparisons = Comparisons(Said(held=True), Kept())
        first, other = comparisons.start(a_run(shelf)), comparisons.start(a_run(shelf, "jun"))
        await asyncio.sleep(0.02)
        comparisons.start(a_run(shelf))
        await until_ended(first)
        assert first.columns[0].problem == comparing.REPLACED
        assert not other.ended
        await comparisons.close()

    play(story)

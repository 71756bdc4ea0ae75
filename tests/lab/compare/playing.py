"""A comparison as a test runs it, from its beginning to its record. Knows no single test."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

from app.lab.compare.asking import check
from app.lab.compare.outcome import Outcome
from app.lab.compare.run import Run
from app.lab.variants import Shelf
from tests.lab.compare.stage import WANTED


class Kept:
    """In place of the database."""

    def __init__(self) -> None:
        self.outcomes: list[tuple[int, Outcome]] = []

    def __call__(self, learner: int, outcome: Outcome) -> int:
        self.outcomes.append((learner, outcome))
        return len(self.outcomes)


def a_run(shelf: Shelf, owner: str = "mina") -> Run:
    return Run(owner, 1, check(WANTED, shelf.of("negative"), shelf.base("negative")))


async def until_ended(run: Run) -> None:
    async for _ in run.follow():
        pass


def play(story: Callable[[], Coroutine[None, None, None]]) -> None:
    async def whole() -> None:
        await asyncio.wait_for(story(), 10)

    asyncio.run(whole())

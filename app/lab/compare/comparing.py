"""Comparisons that run now: each a task of its own that fills its columns from the worker; pages only follow it.

Lives in the event loop, in memory and within bounds. Knows neither database nor pages: what came of a comparison goes
once to `keep`, in a thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncGenerator, Callable
from typing import Protocol

from app.lab.compare.outcome import Outcome
from app.lab.compare.run import OVER, Column, Run
from app.lab.variants import BASE, Candidate
from models.protocol import Choose, Event, Generate
from models.tasks import TASKS

log = logging.getLogger("seodang.lab")

MOST = 100  # comparisons at once
KEPT, MOST_KEPT = 600.0, 256  # seconds and number of finished ones that stay, for pages that come late
GRACE = 5.0  # seconds without anybody who follows: reloading a page takes less
LONGEST = 300.0  # seconds of one comparison
LOOK = 0.5  # seconds between two looks at who is still there
FULL = "지금 비교 {number}개가 돌고 있어 더 받을 수 없습니다. 적은 내용은 그대로 있으니 잠시 뒤에 다시 보내 주세요."
LEFT = "페이지를 떠나서 멈췄습니다."
REPLACED = "새 비교를 시작해서 멈췄습니다."
TOO_LONG = "너무 오래 걸려서 멈췄습니다. 다시 해 보세요."
CLOSED = "서버를 끄느라 멈췄습니다."
OURS = "저희 쪽에서 문제가 생겼습니다. 다시 해 보세요."

Keep = Callable[[int, Outcome], int]  # learner, what came of it -> number of its record


class Writer(Protocol):
    """The lab's client, as far as a comparison knows it."""

    def generate(self, asked: Generate | Choose) -> AsyncGenerator[Event]: ...


class Full(Exception):  # noqa: N818 -- reads as a sentence
    """No more comparisons at once; the message is for whoever asked."""


class Comparisons:
    """Those that run and those that ended a short time ago."""

    def __init__(self, lab: Writer, keep: Keep, most: int = MOST) -> None:
        self.lab, self.keep, self.most = lab, keep, most
        self.runs: dict[str, Run] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    def start(self, run: Run) -> Run:
        """Begins it; the learner's one before it ends. Raises Full. Only within the event loop."""
        for other in self.runs.values():
            if other.owner == run.owner and not other.ended:
                other.stop(REPLACED)
        self._forget()
        if (number := sum(not one.ended for one in self.runs.values())) >= self.most:
            raise Full(FULL.format(number=number))
        self.runs[run.key] = run
        task = asyncio.create_task(self._run(run))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return run

    def find(self, key: str, owner: str) -> Run | None:
        """One's own; somebody else's is not there at all."""
        run = self.runs.get(key)
        return run if run is not None and run.owner == owner else None

    async def close(self) -> None:
        for run in self.runs.values():
            run.stop(CLOSED)
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def _forget(self) -> None:
        ended = [run for run in self.runs.values() if run.ended]
        old = [run for run in ended if time.monotonic() - run.alone > KEPT]
        for run in {*old, *ended[: max(0, len(ended) - MOST_KEPT)]}:
            del self.runs[run.key]

    async def _run(self, run: Run) -> None:
        run.tasks = [asyncio.create_task(self._fill(run, one)) for one in run.columns if one.state not in OVER]
        pending: set[asyncio.Task[None]] = set(run.tasks)
        while pending:
            _, pending = await asyncio.wait(pending, timeout=LOOK)
            now = time.monotonic()
            if run.stopping:  # perhaps before there was anything to cancel
                run.stop()
            elif not run.followers and now - run.alone > GRACE:
                run.stop(LEFT)
            elif now - run.began > LONGEST:
                run.stop(TOO_LONG)
        await self._end(run)

    async def _fill(self, run: Run, column: Column) -> None:
        try:
            async with contextlib.aclosing(self.lab.generate(_request(run, column.candidate))) as events:
                async for event in events:
                    column.hear(event)
                    run.change(column)
        except asyncio.CancelledError:
            column.end("stopped", run.why)
        except Exception:
            log.exception("a column of a comparison broke")
            column.end("failed", OURS)
        run.change(column)

    async def _end(self, run: Run) -> None:
        """Kept before anybody is told that it has ended, so that the end can name its record."""
        outcome = run.outcome()
        if not outcome.empty:
            try:
                run.record = await asyncio.to_thread(self.keep, run.learner, outcome)
            except Exception:
                log.exception("a comparison could not be kept")
                run.unsaved = True
        run.ended = True
        run.alone = time.monotonic()
        run.change()


def _request(run: Run, candidate: Candidate) -> Generate | Choose:
    asked = run.asked
    name = None if candidate.name == BASE else candidate.name
    if asked.task.labels:
        return Choose(prompt=asked.prompt, variant=name, task=asked.task.slug, caller=run.owner)
    form = asked.task.slug if asked.task.slug in TASKS else None  # sentences of one's own are continued as they stand
    return Generate(prompt=asked.prompt, variant=name, task=form, sampling=asked.sampling, caller=run.owner)

"""Comparisons that run now: each a task of its own that fills its columns from the worker; pages only follow it.

Lives in the event loop, in memory and within bounds. Knows neither database nor pages: what came of a comparison goes
once to `keep`, in a thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from typing import Any, Literal, Protocol

from app.lab.compare.asking import Asked
from app.lab.compare.outcome import Outcome, Output
from app.lab.variants import BASE, Candidate
from models.protocol import Choose, Chosen, Done, Event, Failed, Generate, Queued, Started, Text
from models.tasks import TASKS

log = logging.getLogger("seodang.lab")

MOST = 100  # comparisons at once
KEPT, MOST_KEPT = 600.0, 256  # seconds and number of finished ones that stay, for pages that come late
GRACE = 5.0  # seconds without anybody who follows: reloading a page takes less
LONGEST = 300.0  # seconds of one comparison
PAUSE = 0.12  # seconds between two looks at what changed
LOOK = 0.5  # seconds between two looks at who is still there
FULL = "지금 비교 {number}개가 돌고 있어 더 받을 수 없습니다. 적은 내용은 그대로 있으니 잠시 뒤에 다시 보내 주세요."
LEFT = "페이지를 떠나서 멈췄습니다."
STOPPED = "멈췄습니다."
REPLACED = "새 비교를 시작해서 멈췄습니다."
DELETED = "이 방법은 그사이에 지워졌습니다. 이 방법을 빼고 다시 비교해 주세요."
TOO_LONG = "너무 오래 걸려서 멈췄습니다. 다시 해 보세요."
CLOSED = "서버를 끄느라 멈췄습니다."
OURS = "저희 쪽에서 문제가 생겼습니다. 다시 해 보세요."

State = Literal["waiting", "queued", "writing", "done", "stopped", "failed"]
OVER = ("done", "stopped", "failed")
Keep = Callable[[int, Outcome], int]  # learner, what came of it -> number of its record


class Writer(Protocol):
    """The lab's client, as far as a comparison knows it."""

    def generate(self, asked: Generate | Choose) -> AsyncGenerator[Event]: ...


class Full(Exception):  # noqa: N818 -- reads as a sentence
    """No more comparisons at once; the message is for whoever asked."""


class Column:
    """One model's output while it comes."""

    def __init__(self, candidate: Candidate, done: Output | None = None) -> None:
        self.candidate = candidate
        self.state: State = done.state if done else "waiting"
        self.text = done.text if done else ""
        self.shares = done.shares if done else None
        self.tokens, self.seconds = (done.tokens, done.seconds) if done else (0, 0.0)
        self.problem = ""
        self.position, self.wait, self.starting = 0, 0.0, False
        self.version = 0

    def hear(self, event: Event) -> None:
        match event:
            case Queued():
                self.state, self.position = "queued", event.position
                self.wait, self.starting = event.seconds, event.starting
            case Started():
                self.state = "writing"
            case Text():
                self.state, self.text = "writing", self.text + event.text
            case Chosen():
                self.shares = dict(event.shares)
            case Done():
                self.state = "stopped" if event.reason == "cancelled" else "done"
                self.tokens, self.seconds = event.tokens, event.seconds
            case Failed():
                gone = self.candidate.mine and event.field == "variant"
                self.state, self.problem = "failed", DELETED if gone else event.message

    def output(self) -> Output:
        end: Any = self.state if self.state in OVER else "stopped"
        return Output(self.candidate, end, self.text, self.shares, self.problem, self.tokens, self.seconds)


class Run:
    """One comparison. `record` is the number under which it is kept, once it has ended."""

    def __init__(self, owner: str, learner: int, asked: Asked, done: Sequence[Output] = ()) -> None:
        self.key, self.owner, self.learner, self.asked = secrets.token_urlsafe(12), owner, learner, asked
        there = {one.candidate.name: one for one in done if one.state == "done"}
        self.columns = [Column(one, there.get(one.name)) for one in (asked.base, *asked.variants)]
        self.record: int | None = None
        self.ended = self.unsaved = self.stopping = False
        self.began = self.alone = time.monotonic()
        self.followers = self.version = 0
        self.why = STOPPED
        self.tasks: list[asyncio.Task[None]] = []
        self._bell = asyncio.Event()

    async def follow(self) -> AsyncGenerator[None]:
        """Once at the beginning and after every change, up to the end. Who stops following counts as gone."""
        self.followers += 1
        seen = -1
        try:
            while True:
                if seen != self.version:
                    seen = self.version
                    yield
                elif self.ended:
                    return
                else:
                    await self._bell.wait()
                    await asyncio.sleep(0 if self.ended else PAUSE)
        finally:
            self.followers -= 1
            self.alone = time.monotonic()

    def change(self, column: Column | None = None) -> None:
        self.version += 1
        if column is not None:
            column.version = self.version
        self._bell.set()
        self._bell = asyncio.Event()

    def stop(self, why: str = STOPPED) -> None:
        if not self.stopping:
            self.why, self.stopping = why, True
        for task in self.tasks:
            task.cancel()

    def outcome(self) -> Outcome:
        asked, outputs = self.asked, tuple(column.output() for column in self.columns)
        return Outcome(asked.task.slug, asked.prompt, asked.sampling.model_dump(), asked.prediction, outputs)


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
            column.state, column.problem = "stopped", run.why
        except Exception:
            log.exception("a column of a comparison broke")
            column.state, column.problem = "failed", OURS
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

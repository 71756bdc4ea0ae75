"""The web process's way to the lab's worker: one connection a request, so that leaving ends it. Imports no torch.

Nothing is started before the first request. Whatever goes wrong is told as Failed, in a sentence.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import AsyncGenerator
from pathlib import Path

from app.lab.process import Down, Process, command, socket_path
from app.lab.wire import DIED, Pair, Refusal, answer, answers, connect
from models.protocol import (
    Attend,
    Choose,
    Count,
    Counted,
    Dissect,
    Dissected,
    Event,
    Failed,
    Generate,
    Look,
    Message,
    Peek,
    Queued,
    Status,
)
from models.serving.waiting import STARTING

VARIANTS, OWN = "variants", "own"  # folders: of the demos, of learners
PATIENCE = 30.0  # seconds until a worker that was started must listen
SOON, IN_LINE = 3.0, 20.0  # seconds: when to ask again, and how long a page waits for its turn
PASSING = ("starting", "full")  # codes of what passes by itself
SILENT = "모델 프로세스가 켜지지 않습니다. 서버의 기록을 살펴 주세요."
CLOSED = "서버를 끄는 중입니다."
BUSY = "지금 다른 글들이 차례를 기다리고 있습니다. 잠시 뒤에 다시 보내 주세요."
WAKING = "모델 프로세스를 켜는 중입니다. 잠시 뒤에 다시 보내 주세요."


def lab_in(data: Path, base: str, device: str) -> Lab:
    """The lab of one data folder, where `seodang train-demos` and learners' trainings put variants too."""
    path = socket_path(data)
    return Lab(path, Process(command(path, base, device, [data.resolve() / name for name in (VARIANTS, OWN)])), base)


def again(failed: Failed) -> int | None:
    """Seconds after which a page asks again by itself; None where that would mend nothing."""
    if failed.code not in PASSING or failed.retry_after is None:
        return None
    return math.ceil(max(1.0, min(SOON, failed.retry_after)))


class Lab:
    """The worker behind `path`: ours, started when needed, or one that another process started there."""

    def __init__(self, path: Path, process: Process, base: str = "bundled") -> None:
        self.path, self.process, self.base = path, process, base
        self.closed = False

    async def generate(self, asked: Generate | Choose) -> AsyncGenerator[Event]:
        """What happens to the request, up to and with Done or Failed. Leaving the iteration cancels it."""
        try:
            pair = await connect(self.path)
            if pair is None:
                self._wake()
                yield Queued(position=1, seconds=STARTING, starting=True)
                pair = await self._wait()
            async with contextlib.aclosing(answers(pair, asked)) as events:
                async for told in events:
                    yield told
        except Refusal as refusal:
            yield refusal.failed

    async def status(self) -> Status:
        """Wakes nobody."""
        try:
            pair = await connect(self.path)
            found = None if pair is None else await answer(pair, Look())
        except Refusal as refusal:
            return Status(state="unavailable", base=self.base, problem=str(refusal))
        return found if isinstance(found, Status) else Status(state="asleep", base=self.base)

    async def count(self, asked: Count) -> Counted | Failed:
        """Measured parameters. Wakes the worker, and does not wait until it is awake."""
        told = await self._at_once(asked)
        return told if isinstance(told, Counted | Failed) else Failed(code="internal", message=DIED)

    async def dissect(self, asked: Dissect) -> Dissected | Failed:
        """What a method trains in the base, tensor by tensor. Wakes the worker, and does not wait until it is awake."""
        told = await self._at_once(asked)
        return told if isinstance(told, Dissected | Failed) else Failed(code="internal", message=DIED)

    async def _at_once(self, asked: Message) -> Event:
        try:
            pair = await connect(self.path)
            if pair is None:
                self._wake()
                return Failed(code="starting", message=WAKING, retry_after=STARTING)
            return await answer(pair, asked)
        except Refusal as refusal:
            return refusal.failed

    async def ask(self, asked: Peek | Attend) -> Event:
        """The event that answers a question which waits in line. Wakes the worker, and waits neither until it is awake
        nor long behind others: then Failed says when to ask again."""
        try:
            pair = await connect(self.path)
            if pair is None:
                self._wake()
                return Failed(code="starting", message=WAKING, retry_after=SOON)
            async with asyncio.timeout(IN_LINE), contextlib.aclosing(answers(pair, asked)) as events:
                async for told in events:
                    if not isinstance(told, Queued):
                        return told
                    if told.starting:
                        return Failed(code="starting", message=WAKING, retry_after=SOON)
        except Refusal as refusal:
            return refusal.failed
        except TimeoutError:
            return Failed(code="full", message=BUSY, retry_after=SOON)
        return Failed(code="internal", message=DIED)

    async def close(self) -> None:
        self.closed = True
        await asyncio.to_thread(self.process.stop)

    def _wake(self) -> None:
        if self.closed:
            raise Refusal("unavailable", CLOSED)
        try:
            self.process.ensure()
        except Down as down:
            raise Refusal("unavailable", str(down), down.retry_after) from None

    async def _wait(self) -> Pair:
        """Until the worker listens; one that dies before that is started again, within its limits."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self._wake()
            if pair := await connect(self.path):
                return pair
            await asyncio.sleep(0.05)
        raise Refusal("unavailable", SILENT, PATIENCE)

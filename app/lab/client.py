"""The web process's way to the lab's worker: one connection a request, so that leaving ends it. Imports no torch.

Nothing is started before the first request. Whatever goes wrong is told as Failed, in a sentence.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator
from pathlib import Path

from app.lab.process import Down, Process, command, socket_path
from models.protocol import (
    LONGEST_EVENT,
    VERSION,
    Attend,
    Choose,
    Code,
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
    Malformed,
    Message,
    Peek,
    Queued,
    Status,
    Welcome,
    event,
    line,
)
from models.serving.waiting import STARTING

VARIANTS, OWN = "variants", "own"  # folders: of the demos, of learners
PATIENCE = 30.0  # seconds until a worker that was started must listen
DIED = "모델 프로세스가 멈추어 글이 끊겼습니다. 곧 다시 켜지니 다시 보내 주세요."
SOON, IN_LINE = 3.0, 20.0  # seconds: when to ask again, and how long a page waits for its turn
SILENT = "모델 프로세스가 켜지지 않습니다. 서버의 기록을 살펴 주세요."
CLOSED = "서버를 끄는 중입니다."
BUSY = "지금 다른 글들이 차례를 기다리고 있습니다. 잠시 뒤에 다시 보내 주세요."
WAKING = "모델 프로세스를 켜는 중입니다. 잠시 뒤에 다시 보내 주세요."
TORN = "글에 문자가 아닌 것이 섞여 있습니다. 지우고 다시 보내 주세요."
OTHER_VERSION = "모델 프로세스와 서버의 판이 다릅니다. 서버를 다시 켜 주세요."

Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Refusal(Exception):  # noqa: N818 -- what it holds is the answer
    """A request that ends before it began."""

    def __init__(self, code: Code, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.failed = Failed(code=code, message=message, retry_after=retry_after)


def lab_in(data: Path, base: str, device: str) -> Lab:
    """The lab of one data folder, where `seodang train-demos` and learners' trainings put variants too."""
    path = socket_path(data)
    return Lab(path, Process(command(path, base, device, [data.resolve() / name for name in (VARIANTS, OWN)])), base)


class Lab:
    """The worker behind `path`: ours, started when needed, or one that another process started there."""

    def __init__(self, path: Path, process: Process, base: str = "bundled") -> None:
        self.path, self.process, self.base = path, process, base
        self.closed = False

    async def generate(self, asked: Generate | Choose) -> AsyncGenerator[Event]:
        """What happens to the request, up to and with Done or Failed. Leaving the iteration cancels it."""
        try:
            pair = await self._try()
            if pair is None:
                self._wake()
                yield Queued(position=1, seconds=STARTING, starting=True)
                pair = await self._wait()
            async with contextlib.aclosing(_answers(pair, asked)) as answers:
                async for answer in answers:
                    yield answer
        except Refusal as refusal:
            yield refusal.failed

    async def status(self) -> Status:
        """Wakes nobody."""
        try:
            pair = await self._try()
            found = None if pair is None else await _answer(pair, Look())
        except Refusal as refusal:
            return Status(state="unavailable", base=self.base, problem=str(refusal))
        return found if isinstance(found, Status) else Status(state="asleep", base=self.base)

    async def count(self, asked: Count) -> Counted | Failed:
        """Measured parameters. Wakes the worker, and does not wait until it is awake."""
        answer = await self._at_once(asked)
        return answer if isinstance(answer, Counted | Failed) else Failed(code="internal", message=DIED)

    async def dissect(self, asked: Dissect) -> Dissected | Failed:
        """What a method trains in the base, tensor by tensor. Wakes the worker, and does not wait until it is awake."""
        answer = await self._at_once(asked)
        return answer if isinstance(answer, Dissected | Failed) else Failed(code="internal", message=DIED)

    async def _at_once(self, asked: Message) -> Event:
        try:
            pair = await self._try()
            if pair is None:
                self._wake()
                return Failed(code="starting", message=WAKING, retry_after=STARTING)
            return await _answer(pair, asked)
        except Refusal as refusal:
            return refusal.failed

    async def ask(self, asked: Peek | Attend) -> Event:
        """The event that answers a question which waits in line. Wakes the worker, and waits neither until it is awake
        nor long behind others: then Failed says when to ask again."""
        try:
            pair = await self._try()
            if pair is None:
                self._wake()
                return Failed(code="starting", message=WAKING, retry_after=SOON)
            async with asyncio.timeout(IN_LINE), contextlib.aclosing(_answers(pair, asked)) as answers:
                async for answer in answers:
                    if not isinstance(answer, Queued):
                        return answer
                    if answer.starting:
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
            if pair := await self._try():
                return pair
            await asyncio.sleep(0.05)
        raise Refusal("unavailable", SILENT, PATIENCE)

    async def _try(self) -> Pair | None:
        """A connection with its greetings exchanged; None where nobody listens."""
        try:
            reader, writer = await asyncio.open_unix_connection(self.path, limit=LONGEST_EVENT)
        except OSError:
            return None
        try:
            await _greet(reader, writer)
        except (OSError, asyncio.IncompleteReadError):  # it died in this moment, or too many came in it
            await _leave(writer)
            return None
        except Malformed:
            await _leave(writer)
            raise Refusal("version", OTHER_VERSION) from None
        except BaseException:
            await _leave(writer)
            raise
        return reader, writer


async def _greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _send(writer, Hello())
    answer = await _read(reader)
    if not isinstance(answer, Welcome) or answer.version != VERSION:
        raise Refusal("version", OTHER_VERSION)


async def _answers(pair: Pair, asked: Message) -> AsyncGenerator[Event]:
    """Events until the last one; the connection is closed when the iteration ends or is left."""
    reader, writer = pair
    try:
        await _send(writer, asked)
        while True:
            told = await _read(reader)
            if isinstance(told, Welcome):
                raise Malformed("welcome")
            yield told
            if isinstance(told, Done | Failed | Counted | Dissected | Status):
                return
    except (OSError, asyncio.IncompleteReadError, Malformed):
        raise Refusal("died", DIED, 1.0) from None
    finally:
        await _leave(writer)


async def _answer(pair: Pair, asked: Message) -> Event:
    """The one event that answers a question."""
    async with contextlib.aclosing(_answers(pair, asked)) as answers:
        async for answer in answers:
            return answer
    raise Refusal("died", DIED, 1.0)


async def _send(writer: asyncio.StreamWriter, message: Message) -> None:
    try:
        data = line(message)
    except Malformed:
        raise Refusal("malformed", TORN) from None
    writer.write(data)
    await writer.drain()


async def _read(reader: asyncio.StreamReader) -> Welcome | Event:
    """Raises IncompleteReadError when the worker is gone."""
    try:
        return event(await reader.readuntil(b"\n"))
    except asyncio.LimitOverrunError as error:
        raise Malformed(str(error)) from None


async def _leave(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()

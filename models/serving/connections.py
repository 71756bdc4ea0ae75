"""One connection to the worker: what it asks, in order, and what it is told. No torch; knows the line, no engine."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable
from typing import Protocol

from models.protocol import (
    LONGEST_REQUEST,
    VERSION,
    Attend,
    Cancel,
    Choose,
    Count,
    Dissect,
    Done,
    Event,
    Failed,
    Generate,
    Hello,
    Look,
    Malformed,
    Peek,
    Queueing,
    Request,
    Welcome,
    line,
    request,
)
from models.serving.waiting import Line, Ticket

TOO_LONG = f"보낸 줄이 너무 깁니다. 한 줄은 {LONGEST_REQUEST // 1024} KiB까지입니다."
NOT_UNDERSTOOD = "보낸 것을 알아듣지 못했습니다"
OTHER_VERSION = (
    "모델 프로세스는 규약 {ours}판이고 보낸 쪽은 {theirs}판입니다. 서버를 다시 켜면 두 쪽이 같은 판이 됩니다."
)


class Desk(Protocol):
    """What the worker can do besides generating."""

    line: Line

    def hello(self) -> Welcome: ...

    def look(self) -> Event: ...

    def count(self, asked: Count) -> Awaitable[Event]: ...

    def dissect(self, asked: Dissect) -> Awaitable[Event]: ...


class Connection:
    """One after the other: a request is read when the last one has been answered."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, desk: Desk) -> None:
        self.reader, self.writer, self.desk = reader, writer, desk

    async def serve(self) -> None:
        """Until the other side leaves or says something that is no message."""
        try:
            if await self._greet():
                while (asked := await self._read()) is not None:
                    await self._answer(asked)
        except Malformed as error:
            with contextlib.suppress(ConnectionError):
                await self._send(Failed(code="malformed", message=f"{NOT_UNDERSTOOD}: {error}"))
        except (ConnectionError, asyncio.CancelledError):  # nobody is there any more, or this process ends
            pass
        finally:
            self.writer.close()
            with contextlib.suppress(ConnectionError):
                await self.writer.wait_closed()

    async def _greet(self) -> bool:
        hello = await self._read()
        if hello is None:
            return False
        if not isinstance(hello, Hello):
            raise Malformed("hello")
        if hello.version != VERSION:
            why = OTHER_VERSION.format(ours=VERSION, theirs=hello.version)
            await self._send(Failed(code="version", message=why))
            return False
        await self._send(self.desk.hello())
        return True

    async def _read(self) -> Hello | Request | None:
        """The next message; None when the other side has left. Raises Malformed."""
        try:
            data = await self.reader.readline()
        except ValueError:
            raise Malformed(TOO_LONG) from None
        return request(data) if data.endswith(b"\n") else None

    async def _send(self, event: Welcome | Event) -> None:
        self.writer.write(line(event))
        await self.writer.drain()

    async def _answer(self, asked: Hello | Request) -> None:
        match asked:
            case Generate() | Choose() | Peek() | Attend():
                await self._run(asked)
            case Look():
                await self._send(self.desk.look())
            case Count():
                await self._send(await self.desk.count(asked))
            case Dissect():
                await self._send(await self.desk.dissect(asked))
            case Cancel():
                pass  # what it meant had ended already
            case Hello():
                raise Malformed("hello")

    async def _run(self, asked: Queueing) -> None:
        """Hands on what the engine's side tells, until the last event; leaving or cancelling ends it at once."""
        events: asyncio.Queue[Event] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        ticket = Ticket(asked, lambda event: _tell(loop, events, event))
        listening = asyncio.create_task(self._listen(ticket))
        try:
            self.desk.line.admit(ticket)
            while not isinstance(event := await events.get(), Done | Failed):
                await self._send(event)
        finally:
            self.desk.line.cancel(ticket)
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening
        await self._send(event)

    async def _listen(self, ticket: Ticket) -> None:
        try:
            asked = await self._read()
        except (Malformed, ConnectionError) as error:
            self.desk.line.cancel(ticket)
            raise Malformed(str(error)) from None
        self.desk.line.cancel(ticket)
        if asked is not None and not isinstance(asked, Cancel):
            raise Malformed("one request at a time")


def _tell(loop: asyncio.AbstractEventLoop, events: asyncio.Queue[Event], event: Event) -> None:
    with contextlib.suppress(RuntimeError):  # the worker is shutting down and nobody listens any more
        loop.call_soon_threadsafe(events.put_nowait, event)

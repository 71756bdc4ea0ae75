"""One connection to the lab's worker: greeted, asked, and left, which cancels. Starts nothing; imports no torch."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from pathlib import Path

from models.protocol import (
    LONGEST_EVENT,
    VERSION,
    Code,
    Counted,
    Dissected,
    Done,
    Event,
    Failed,
    Hello,
    Malformed,
    Message,
    Status,
    Welcome,
    event,
    line,
)

DIED = "모델 프로세스가 멈추어 글이 끊겼습니다. 곧 다시 켜지니 다시 보내 주세요."
TORN = "글에 문자가 아닌 것이 섞여 있습니다. 지우고 다시 보내 주세요."
OTHER_VERSION = "모델 프로세스와 서버의 판이 다릅니다. 서버를 다시 켜 주세요."

Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Refusal(Exception):  # noqa: N818 -- what it holds is the answer
    """A request that ends before it began."""

    def __init__(self, code: Code, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.failed = Failed(code=code, message=message, retry_after=retry_after)


async def connect(path: Path) -> Pair | None:
    """A connection with its greetings exchanged; None where nobody listens."""
    try:
        reader, writer = await asyncio.open_unix_connection(path, limit=LONGEST_EVENT)
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
    told = await _read(reader)
    if not isinstance(told, Welcome) or told.version != VERSION:
        raise Refusal("version", OTHER_VERSION)


async def answers(pair: Pair, asked: Message) -> AsyncGenerator[Event]:
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


async def answer(pair: Pair, asked: Message) -> Event:
    """The one event that answers a question."""
    async with contextlib.aclosing(answers(pair, asked)) as events:
        async for told in events:
            return told
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

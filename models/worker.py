"""`python -m models.worker`: the one process of the lab that owns torch. Listens at once; a thread reads the models.

One at a time by a lock beside the socket; ends when whoever started it is gone (its standard input, a pipe, ends).
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from models.protocol import LONGEST_REQUEST, Count, Dissect, Event, Failed, Status, Welcome
from models.refusals import Refused
from models.serving.connections import Connection
from models.serving.lifetime import alone, end_with_parent
from models.serving.measuring import Measuring
from models.serving.waiting import STARTING, Limits, Line

if TYPE_CHECKING:
    from models.serving.loop import Serving

log = logging.getLogger("seodang.lab")

WRONG_USE, OCCUPIED, BROKEN = 2, 3, 70  # exit codes
AGAIN = 30.0  # seconds until models that could not be read are tried again
READING = "모델을 읽는 중입니다. 잠시 뒤에 다시 보내 주세요."
CANNOT_READ = "모델을 읽다가 문제가 생겼습니다({kind}). 서버의 기록을 살펴 주세요."
AT_ONCE = 1024  # connections that may come before one is accepted; the system may allow fewer


class Worker:
    """What the connections ask. The models are read by the thread that then runs them."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.line = Line(Limits(options.rows, options.waiting, options.per_caller))
        self.serving: Serving | None = None
        self.problem: str | None = None
        self.imported = False
        self.measuring = Measuring(options.threads)

    def hello(self) -> Welcome:
        return Welcome(process=os.getpid())

    def look(self) -> Status:
        base = self.options.base
        if self.serving is None:
            return Status(state="unavailable" if self.problem else "starting", base=base, problem=self.problem)
        library = self.serving.library
        return Status(
            state="ready",
            base=base,
            device=str(library.base.device),
            running=len(self.line.running),
            waiting=len(self.line.waiting),
            tokens_per_second=round(self.line.pace.rate, 1),
            variants=library.listing(),
        )

    async def count(self, asked: Count) -> Event:
        return await self.measuring.count(asked) if self.imported else _not_yet()

    async def dissect(self, asked: Dissect) -> Event:
        if self.serving is None:
            return Failed(code="unavailable", message=self.problem, retry_after=AGAIN) if self.problem else _not_yet()
        return await self.measuring.dissect(asked, self.serving.library.base)

    def work(self) -> None:
        """The engine's thread: reads the models, then serves. A mistake of ours ends the process."""
        try:
            self._work()
        except BaseException:
            log.exception("the engine stopped")
            os._exit(BROKEN)

    def _work(self) -> None:
        again = 0.0
        while not self.line.closed:
            if time.monotonic() >= again:
                try:
                    self.serving = self._open()
                except Exception as error:
                    again = time.monotonic() + AGAIN
                    self.problem = _sentence(error)
                else:
                    self.problem, self.line.ready = None, True
                    self.serving.run()
                    return
            self.line.end_all(Failed(code="unavailable", message=str(self.problem), retry_after=AGAIN))
            self.line.wait()

    def _open(self) -> Serving:
        from models import base, devices
        from models.serving.library import BUNDLED, Library, Room
        from models.serving.loop import Serving

        self.imported = True
        devices.limit_threads(self.options.threads)
        device = devices.pick(self.options.device)
        devices.must_fit(self.options.base, devices.size_of_model(self.options.base, device), device)
        folders = [BUNDLED, *self.options.variants]
        return Serving(self.line, Library(base.load(self.options.base, device), folders, Room(self.options.rows)))


def _not_yet() -> Failed:
    return Failed(code="starting", message=READING, retry_after=STARTING)


def _sentence(error: Exception) -> str:
    if isinstance(error, Refused):
        return str(error)
    log.error("the models could not be read", exc_info=error)
    return CANNOT_READ.format(kind=type(error).__name__)


async def serve(worker: Worker, path: Path) -> None:
    """Until a signal comes."""
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    mask = os.umask(0o177)  # for the owner alone
    try:
        server = await asyncio.start_unix_server(
            lambda reader, writer: Connection(reader, writer, worker).serve(),
            path,
            limit=LONGEST_REQUEST,
            backlog=AT_ONCE,
        )
    finally:
        os.umask(mask)
    threading.Thread(target=worker.work, name="engine", daemon=True).start()
    await stopped.wait()
    server.close()
    worker.line.close()


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m models.worker", description=__doc__)
    parser.add_argument("--socket", type=Path, required=True, help="path of the Unix socket; its lock lies beside it")
    parser.add_argument("--base", default="bundled", help="`bundled`, a folder, or a hub name")
    parser.add_argument("--device", default="auto", choices=["auto", "cpu", "cuda", "mps"])
    parser.add_argument("--variants", type=Path, action="append", default=[], help="one more folder of variants")
    parser.add_argument("--threads", type=int, default=1, help="cores of one step")
    parser.add_argument("--rows", type=int, default=Limits.rows, help="texts at once")
    parser.add_argument("--waiting", type=int, default=Limits.waiting, help="requests that may wait")
    parser.add_argument("--per-caller", type=int, default=Limits.caller, help="of either, for one caller")
    return parser


def main(given: list[str] | None = None) -> int:
    options = arguments().parse_args(given)
    logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")
    try:
        with alone(options.socket):
            end_with_parent(options.socket)
            asyncio.run(serve(Worker(options), options.socket))
    except BlockingIOError:
        print(f"another worker holds {options.socket}", file=sys.stderr)  # noqa: T201
        return OCCUPIED
    except OSError as error:
        print(f"{options.socket}: {error}", file=sys.stderr)  # noqa: T201
        return WRONG_USE
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # the engine's thread may be inside torch, which does not like to be torn down

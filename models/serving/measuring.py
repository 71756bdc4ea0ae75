"""Questions that need torch but not the engine, answered in a thread beside it: counts, dissections. Knows no socket.

The same question is answered from memory; torch is imported with the first.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING

from models.methods import Config, configure
from models.protocol import Count, Counted, Dissect, Dissected, Event, Failed
from models.refusals import Refused

if TYPE_CHECKING:
    from models.base import Base

log = logging.getLogger("seodang.lab")

WAITING = 16  # that may wait for the one thread
BUSY = "지금 여러 사람이 재고 있습니다. 잠시 뒤에 다시 보내 주세요."
CANNOT_COUNT = "파라미터를 세다가 저희 쪽에서 문제가 생겼습니다."
CANNOT_DISSECT = "방법을 붙여 재다가 저희 쪽에서 문제가 생겼습니다."


class Measuring:
    """One at a time. `threads` is how many cores a dissection may use."""

    def __init__(self, threads: int) -> None:
        self.threads, self.waiting = threads, 0
        self._thread = ThreadPoolExecutor(1, "measure")

    async def count(self, asked: Count) -> Event:
        def work() -> Event:
            return _counted(asked.architecture, asked.method, configure(asked.method, asked.config))

        return await self._answer(work, CANNOT_COUNT)

    async def dissect(self, asked: Dissect, base: Base) -> Event:
        def work() -> Event:
            return _dissected(base, asked.method, configure(asked.method, asked.config), self.threads)

        return await self._answer(work, CANNOT_DISSECT)

    async def _answer(self, work: Callable[[], Event], sorry: str) -> Event:
        if self.waiting >= WAITING:
            return Failed(code="full", message=BUSY, retry_after=2)
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except Refused as refusal:
            return Failed(code="refused", message=str(refusal), field=refusal.field)
        except Exception:
            log.exception("could not measure")
            return Failed(code="internal", message=sorry)
        finally:
            self.waiting -= 1


@lru_cache(maxsize=256)
def _counted(architecture: str, name: str, config: Config) -> Counted:
    from models.counting import count

    return Counted.model_validate(count(architecture, name, config).report())


@lru_cache(maxsize=64)
def _dissected(base: Base, name: str, config: Config, threads: int) -> Dissected:
    from models.devices import limit_threads
    from models.serving.dissecting import dissect

    limit_threads(threads)  # which holds for the thread that says it
    return dissect(base, name, config)

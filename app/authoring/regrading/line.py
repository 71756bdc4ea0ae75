"""One regrade after another, in a thread beside the requests; those that an end of the program interrupted first.
Knows no page."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from app.authoring.regrading import announcing, committing

log = logging.getLogger("seodang")


class _EndedError(RuntimeError):
    """The program ends: what was begun is left to the next start."""


class Line:
    """`state` is the application's, whose `database` and `course` are read when a regrade's turn has come."""

    def __init__(self, state: Any) -> None:
        self._state = state
        self._looked_at: dict[int, int] = {}
        self._lock, self._over = threading.Lock(), threading.Event()
        self._thread: ThreadPoolExecutor | None = None

    def resume(self) -> None:
        """At the start: with those whose keys were published when the program ended."""
        announcing.take_up(self._state.database, self._state.course)
        with self._state.database.read() as session:
            left = committing.unfinished(session)
        for number in left:
            self.add(number)

    def add(self, number: int) -> None:
        with self._lock:
            if number in self._looked_at:
                return
            self._looked_at[number] = 0
            if self._thread is None:
                self._over.clear()
                self._thread = ThreadPoolExecutor(1, "regrade")
            self._thread.submit(self._do, number)

    def looked_at(self, number: int) -> int | None:
        """How many answers so far; None where it neither waits nor is at work."""
        return self._looked_at.get(number)

    def stop(self) -> None:
        """Returns at the next few thousand answers, or when the last step is done."""
        with self._lock:
            thread, self._thread = self._thread, None
        self._over.set()
        if thread:
            thread.shutdown(cancel_futures=True)
        self._looked_at.clear()

    def _do(self, number: int) -> None:
        try:
            committing.carry_out(self._state.database, self._state.course, number, partial(self._told, number))
        except _EndedError:
            log.info("regrade %d was interrupted and is done at the next start", number)
        except LookupError:
            committing.give_up(self._state.database, number)
            log.warning("regrade %d was given up: the key has changed since, or was judged by anew", number)
        except Exception:
            log.exception("regrade %d failed", number)
        finally:
            self._looked_at.pop(number, None)

    def _told(self, number: int, answers: int) -> None:
        if self._over.is_set():
            raise _EndedError
        self._looked_at[number] = answers

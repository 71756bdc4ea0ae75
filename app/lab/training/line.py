"""The line of trainings: one process at a time for the whole server, one training a learner, resumed after a restart.

A thread of its own, since a pipe blocks. Knows no database and no page: what changed goes to `keep`, ends call `tidy`.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.lab.training.folders import Folders
from app.lab.training.run import Run, State, state_after
from app.lab.training.working import HASTE, Work, end
from models.jobs.process import COMMAND
from models.jobs.progress import Cancelled, Failed, Told

log = logging.getLogger("seodang.lab")

MOST = 20  # in the line, the one that runs among them
PATIENCE = 20.0  # seconds until a trainer that was asked to stop is killed
KEPT = 600.0  # seconds that an ended one stays in memory, for pages that follow it
BUSY = "이미 하고 있는 학습이 있습니다. 그 학습이 끝나거나 멈춘 뒤에 새로 시작해 주세요."
FULL = "기다리는 학습이 {number}개라서 더 받을 수 없습니다. 적은 내용은 그대로 있으니 몇 분 뒤에 다시 보내 주세요."
CLOSED = "서버를 끄는 중이라 새 학습을 받을 수 없습니다. 잠시 뒤에 다시 보내 주세요."


class Refusal(Exception):  # noqa: N818 -- reads as a sentence
    """Why no training may be added now."""

    def __init__(self, message: str, key: str | None = None) -> None:
        super().__init__(message)
        self.key = key  # of the training that is in the way


class Trainings:
    """Those that wait, the one that runs, and those that ended a short time ago."""

    def __init__(
        self,
        folders: Folders,
        keep: Callable[[Run], None],
        tidy: Callable[[], None] = lambda: None,
        words: Sequence[str] = COMMAND,
        most: int = MOST,
    ) -> None:
        self.folders, self.keep, self.tidy, self.words, self.most = folders, keep, tidy, words, most
        self.line: list[Run] = []  # the first may run
        self.past: dict[str, Run] = {}
        self.closed = False
        self._bell = threading.Condition()
        self._thread: threading.Thread | None = None

    @contextlib.contextmanager
    def place(self, run: Run) -> Iterator[None]:
        """A place at the end of the line while the row is written; given up where that fails. Raises Refusal."""
        with self._bell:
            self._check(run)
            self.line.append(run)
        try:
            yield
        except BaseException:
            with self._bell:
                self.line.remove(run)
                self._bell.notify_all()
            raise
        self._go(run)

    def put_back(self, runs: Sequence[Run]) -> None:
        """Those whose rows say that they waited or ran when the server ended, in their order."""
        with self._bell:
            new = [run for run in runs if run.key not in self.keys()]
            self.line += new
        for run in new:
            self._go(run)

    def find(self, key: str, owner: str) -> Run | None:
        """One's own; somebody else's is not there at all."""
        with self._bell:
            found = next((run for run in self.line if run.key == key), self.past.get(key))
        return found if found is not None and found.owner == owner else None

    def of(self, learner: int) -> Run | None:
        """The one that the learner has in the line."""
        with self._bell:
            return next((run for run in self.line if run.learner == learner), None)

    def keys(self) -> set[str]:
        with self._bell:
            return {run.key for run in self.line}

    def ahead(self, run: Run) -> tuple[int, float]:
        """How many come before it, and the seconds until all of them have ended."""
        with self._bell:
            before = self.line[: self.line.index(run)] if run in self.line else []
            return len(before), sum(one.left() for one in before)

    def cancel(self, run: Run) -> None:
        """What waits leaves the line; what runs stops behind the step at hand, with a checkpoint."""
        with self._bell:
            waiting = run.state == "waiting" and run.ready
            if waiting:
                self._leave(run, "cancelled")
            elif run.live:
                self._stop(run, PATIENCE)
        if waiting:
            self._keep(run)

    def forget(self, key: str) -> None:
        with self._bell:
            self.past.pop(key, None)

    def clear_up(self) -> None:
        """Whatever goes wrong with it: the next end of a training tries again."""
        with _going_on("old trainings could not be cleared away"):
            self.tidy()

    def close(self) -> None:
        """What runs stops with a checkpoint and goes on when the server starts again."""
        with self._bell:
            self.closed = True
            for run in self.line:
                if run.state in ("starting", "running"):
                    self._stop(run, HASTE)
            self._bell.notify_all()
        if self._thread is not None:
            self._thread.join(HASTE + 5)

    def _check(self, run: Run) -> None:
        if self.closed:
            raise Refusal(CLOSED)
        if mine := next((one for one in self.line if one.learner == run.learner), None):
            raise Refusal(BUSY, mine.key)
        if len(self.line) >= self.most:
            raise Refusal(FULL.format(number=len(self.line)))

    def _go(self, run: Run) -> None:
        with self._bell:
            run.ready = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="trainings", daemon=True)
                self._thread.start()
            self._bell.notify_all()

    def _stop(self, run: Run, patience: float) -> None:
        run.change("stopping")
        if run.training is not None:
            end(run.training, patience)

    def _leave(self, run: Run, state: State) -> None:
        self.line.remove(run)
        run.ended = time.monotonic()
        self.past = {key: one for key, one in self.past.items() if run.ended - one.ended < KEPT} | {run.key: run}
        run.change(state)

    def _work(self) -> None:
        work = Work(self.folders, self.words, self._keep)
        while (run := self._next()) is not None:
            self._end(run, work.do(run))

    def _next(self) -> Run | None:
        """The first in the line, as soon as there is one; None when the server closes."""
        with self._bell:
            while not self.closed and not (self.line and self.line[0].ready):
                self._bell.wait()
            if self.closed:
                return None
            run = self.line[0]
            run.problem = None
            run.change("stopping" if run.stopping else "starting")
            return run

    def _end(self, run: Run, last: Told) -> None:
        """The row first: who sees that it ended may go on with it at once."""
        state: State = "waiting" if isinstance(last, Cancelled) and self.closed else state_after(last)
        run.training, run.problem = None, last if isinstance(last, Failed) else None
        self._keep(replace(run, state=state))
        with self._bell:
            if state == "waiting":
                run.change(state)
            else:
                self._leave(run, state)
        if not self.closed:
            self.clear_up()

    def _keep(self, run: Run) -> None:
        with _going_on("the row of a training could not be written"):
            self.keep(run)


@contextlib.contextmanager
def _going_on(what: str) -> Iterator[None]:
    """A full disk or a busy database ends neither the line nor the server."""
    try:
        yield
    except Exception:
        log.exception(what)

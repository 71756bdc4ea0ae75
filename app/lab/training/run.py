"""One training while it waits, runs, and shortly after: where it stands and what was said. Knows no line, no database.

Changed by the thread that trains and read by pages; `version` tells that something changed.
"""

from __future__ import annotations

import time
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Literal

from app.lab.training.progress import Progress
from models.jobs.job import Job
from models.jobs.process import Training
from models.jobs.progress import Cancelled, Failed, Saved, Started, Step, Told

State = Literal["waiting", "starting", "running", "stopping", "done", "failed", "cancelled", "deleted", "evicted"]
LIVE = ("waiting", "starting", "running", "stopping")
START = 12.0  # seconds until a trainer has imported torch and read the base
EACH = 0.2  # seconds of a step where nobody has measured one


@dataclass(frozen=True)
class Seen:
    """A training at one moment, from memory or from its row alike."""

    key: str
    title: str
    job: Job
    guess: str
    state: State
    progress: Progress
    problem: Failed | None = None


@dataclass(eq=False)
class Run:
    """`owner` is the handle in the learner's cookie. `ready` once its row is written."""

    key: str
    owner: str
    learner: int
    title: str
    job: Job
    guess: str = ""
    progress: Progress = field(default_factory=Progress)
    state: State = "waiting"
    problem: Failed | None = None
    ready: bool = False
    version: int = 0
    training: Training | None = None
    begun: float | None = None  # when the trainer said that it started
    ended: float = 0.0

    @property
    def live(self) -> bool:
        return self.state in LIVE

    @property
    def stopping(self) -> bool:
        return self.state == "stopping"

    def change(self, state: State | None = None) -> None:
        self.state = state or self.state
        self.version += 1

    def hear(self, told: Told) -> None:
        """The last message leaves the state alone: the line says what became of it once that is true on disk."""
        if isinstance(told, Started):
            self.begun = time.monotonic()
            self.state = "running" if self.state == "starting" else self.state
        if isinstance(told, Started | Step | Saved):
            self.progress.hear(told)
        else:
            self.problem = told if isinstance(told, Failed) else None
        if isinstance(told, Cancelled):
            self.progress.done = told.number
        if isinstance(told, Saved | Failed | Cancelled) and self.begun is not None:
            self.progress.seconds += time.monotonic() - self.begun
            self.begun = None
        self.change()

    def left(self) -> float:
        """Seconds until it ends, as far as one can tell."""
        if self.state != "waiting" and self.progress.left is not None:
            return self.progress.left
        whole = self.job.seconds or EACH * (self.job.steps or 0)
        share = self.progress.done / self.progress.steps if self.progress.steps else 0.0
        return START + whole * (1 - share)

    def seen(self) -> Seen:
        return Seen(self.key, self.title, self.job, self.guess, self.state, deepcopy(self.progress), self.problem)


def state_after(last: Told) -> State:
    """What becomes of a training with its last message."""
    return "done" if isinstance(last, Saved) else "cancelled" if isinstance(last, Cancelled) else "failed"

"""One comparison while it runs and shortly after: its columns as they fill, who follows. Knows no worker, no record."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncGenerator, Sequence
from typing import Any, Literal

from app.lab.compare.asking import Asked
from app.lab.compare.outcome import Outcome, Output
from app.lab.variants import Candidate
from models.protocol import Chosen, Done, Event, Failed, Queued, Started, Text

PAUSE = 0.12  # seconds between two looks at what changed
STOPPED = "멈췄습니다."
DELETED = "이 방법은 그사이에 지워졌습니다. 이 방법을 빼고 다시 비교해 주세요."

State = Literal["waiting", "queued", "writing", "done", "stopped", "failed"]
OVER = ("done", "stopped", "failed")


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

    def end(self, state: State, problem: str) -> None:
        """Ended from outside, unless it had come to its own end, of which only the connection was left to close."""
        if self.state not in OVER:
            self.state, self.problem = state, problem

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

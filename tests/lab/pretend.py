"""The worker with a model that only pretends: says 가 every few milliseconds, and dies when asked to. No torch."""

from __future__ import annotations

import os
import sys
import time
from types import SimpleNamespace
from typing import Any

from models import worker
from models.protocol import Count, Counted, Done, Event, Generate, Started, Text
from models.serving.waiting import Line, Ticket

DIE, SLOW = "그만", "천천히"
SECONDS = 0.005  # a step


class Pretence:
    """In place of models/serving/loop.py:Serving."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.library = SimpleNamespace(base=SimpleNamespace(device="cpu"), listing=list)
        self.left: dict[Ticket, int] = {}

    def run(self) -> None:
        while not self.line.closed:
            if self.line.wait():
                self.turn()

    def turn(self) -> None:
        for ticket in self.line.candidates()[: self.line.limits.rows - len(self.left)]:
            if isinstance(ticket.request, Generate) and self.line.place(ticket):
                self.left[ticket] = ticket.request.sampling.length
                ticket.tell(Started())
        slow = any(ticket.request.prompt == SLOW for ticket in self.left)
        time.sleep(10 * SECONDS if slow else SECONDS)
        for ticket in list(self.left):
            self._say(ticket)
        self.line.tell_positions()

    def _say(self, ticket: Ticket) -> None:
        self.left[ticket] -= 1
        ticket.tell(Text(text="가"))
        if ticket.request.prompt == DIE:
            time.sleep(0.1)  # until what was said has gone out
            os._exit(9)
        if ticket.cancelled or not self.left[ticket]:
            del self.left[ticket]
            self.line.end(ticket, Done(reason="cancelled" if ticket.cancelled else "length"))


class Pretending(worker.Worker):
    def _open(self) -> Any:
        self.imported = True
        return Pretence(self.line)

    async def count(self, asked: Count) -> Event:
        return Counted(
            architecture=asked.architecture,
            method=asked.method,
            config=asked.config,
            base_parameters=1000,
            trainable_parameters=10,
            head_parameters=0,
            percent=1.0,
            tensors=[],
            formula="10",
        )


if __name__ == "__main__":
    if "--broken" in sys.argv:
        sys.exit(7)
    worker.Worker = Pretending  # type: ignore[misc]
    os._exit(worker.main())

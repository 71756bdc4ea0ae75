"""Who waits, who runs, and how long it will take. Knows neither models nor sockets; imports no torch.

The socket's side admits and cancels, the engine's side places and ends; a lock stands between the two.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from models.protocol import Done, Event, Failed, Queued, Queueing

STARTING = 8.0  # seconds that reading the models usually takes, for the first estimate
PATIENCE = 16  # how many may be served before one that has to wait for room for its variant
_keys = itertools.count(1)


@dataclass(frozen=True)
class Limits:
    """How many rows run at once, how many requests wait behind them, and how many of either one caller may have."""

    rows: int = 64
    waiting: int = 320  # with the rows, six columns each for 64 learners at once
    caller: int = 8


@dataclass(eq=False)
class Ticket:
    """One request on its way. `tell` hands an event to whoever asked, from any thread."""

    request: Queueing
    tell: Callable[[Event], None]
    since: float = field(default_factory=time.monotonic)
    key: int = field(default_factory=lambda: next(_keys))
    told: int = 0  # the position it was last told
    overtaken: int = 0
    cancelled: bool = False


class Pace:
    """Tokens a second over all rows, and tokens of a finished row, as lately measured."""

    def __init__(self) -> None:
        self.rate, self.length = 0.0, 32.0

    def stepped(self, tokens: int, seconds: float) -> None:
        measured = tokens / max(seconds, 1e-6)
        self.rate = 0.9 * self.rate + 0.1 * measured if self.rate else measured

    def finished(self, tokens: int) -> None:
        self.length = 0.9 * self.length + 0.1 * tokens

    def seconds(self, position: int) -> float:
        """Until so many rows have made room."""
        return round(position * self.length / (self.rate or 300.0), 1)


class Line:
    """The waiting and the running."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits, self.pace = limits or Limits(), Pace()
        self.waiting: list[Ticket] = []
        self.running: list[Ticket] = []
        self.ready = False  # the models are read
        self.closed = False
        self._changed = threading.Condition(threading.RLock())

    def admit(self, ticket: Ticket) -> bool:
        """Puts the ticket in line, or tells it why not."""
        with self._changed:
            refusal = self._refusal(ticket.request.caller)
            if refusal:
                ticket.tell(refusal)
                return False
            self.waiting.append(ticket)
            self._tell_positions()
            self._changed.notify()
            return True

    def _refusal(self, caller: str) -> Failed | None:
        own = sum(ticket.request.caller == caller for ticket in (*self.waiting, *self.running))
        if own >= self.limits.caller:
            why = (
                f"한 사람이 한 번에 {self.limits.caller}개까지 시킬 수 있습니다. 앞의 것이 끝난 뒤에 다시 보내 주세요."
            )
            return Failed(code="full", message=why, retry_after=max(1.0, self.pace.seconds(1)))
        if len(self.running) + len(self.waiting) >= self.limits.rows + self.limits.waiting:
            seconds = max(1.0, self.pace.seconds(len(self.waiting)))
            why = f"지금 {len(self.waiting)}명이 기다리고 있습니다. {seconds:.0f}초쯤 뒤에 다시 보내 주세요."
            return Failed(code="full", message=why, retry_after=seconds)
        return None

    def cancel(self, ticket: Ticket) -> None:
        """At once for who waits; who runs leaves before the next step."""
        with self._changed:
            ticket.cancelled = True
            if ticket in self.waiting:
                self.waiting.remove(ticket)
                ticket.tell(Done(reason="cancelled", waited=self.waited(ticket)))
                self._tell_positions()
            self._changed.notify()

    def wait(self, seconds: float | None = None) -> bool:
        """Until somebody waits or runs, the line is closed, or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.waiting or self.running or self.closed, seconds)
            return bool(self.waiting or self.running)

    def candidates(self) -> list[Ticket]:
        """Those who wait, the longest waiting first; nobody while all rows are taken."""
        with self._changed:
            return list(self.waiting) if len(self.running) < self.limits.rows else []

    def place(self, ticket: Ticket) -> bool:
        """From the waiting to the running; not when it was cancelled meanwhile."""
        with self._changed:
            if ticket not in self.waiting:
                return False
            self.waiting.remove(ticket)
            self.running.append(ticket)
            return True

    def end(self, ticket: Ticket, last: Event) -> None:
        """The ticket's last event, whether it ran or waited."""
        with self._changed:
            for line in (self.waiting, self.running):
                if ticket in line:
                    line.remove(ticket)
                    ticket.tell(last)

    def end_all(self, last: Event) -> None:
        with self._changed:
            for ticket in (*self.waiting, *self.running):
                self.end(ticket, last)

    def tell_positions(self) -> None:
        with self._changed:
            self._tell_positions()

    def _tell_positions(self) -> None:
        """The place of each for whom no row is free."""
        free = max(0, self.limits.rows - len(self.running)) if self.ready else 0
        for position, ticket in enumerate(self.waiting[free:], start=1):
            self.tell_position(ticket, position)

    def tell_position(self, ticket: Ticket, position: int) -> None:
        """Where it changed since."""
        if ticket.told != position:
            ticket.told = position
            seconds = self.pace.seconds(position) + (0.0 if self.ready else STARTING)
            ticket.tell(Queued(position=position, seconds=seconds, starting=not self.ready))

    def waited(self, ticket: Ticket) -> float:
        return round(time.monotonic() - ticket.since, 3)

    def close(self) -> None:
        with self._changed:
            self.closed = True
            self._changed.notify_all()

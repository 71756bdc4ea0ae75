"""The worker with a model that only pretends: says 가 every few milliseconds, and dies when asked to. No torch."""

from __future__ import annotations

import os
import sys
import time
from types import SimpleNamespace
from typing import Any

from models import worker
from models.protocol import (
    Attend,
    Attended,
    Count,
    Counted,
    Dissect,
    Done,
    Event,
    Failed,
    Generate,
    Likely,
    Peek,
    Peeked,
    Piece,
    Started,
    Text,
)
from models.serving.waiting import Line, Ticket
from tests.lab.trained.stage import dissected

DIE, SLOW = "그만", "천천히"
SECONDS = 0.005  # a step
LAYERS, HEADS, BEFORE, LONGEST = 2, 2, 3, 48  # of the attention; BEFORE is what a variant called …prefix puts in front
WORDS = (" 정말", " 좋은", " 영화", "</s>", "EB B7", " 그", " 이", " 참", "\n", " 또")


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
            if isinstance(ticket.request, Peek | Attend) and self.line.place(ticket):
                ticket.tell(peeked(ticket.request) if isinstance(ticket.request, Peek) else attended(ticket.request))
                self.line.end(ticket, Done(reason="end"))
            elif isinstance(ticket.request, Generate) and self.line.place(ticket):
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


def peeked(asked: Peek) -> Event:
    """Halves, the order turned round for a variant; below half of top-p everything but the first is cut away."""
    if asked.prompt == DIE:
        os._exit(9)
    forms: dict[str, Any] = {"</s>": "mark", "EB B7": "bytes"}
    words = WORDS if asked.variant is None else WORDS[::-1]
    narrow = asked.top_p < 0.5 or asked.temperature == 0
    tokens = [
        Likely(
            piece=Piece(text=word, form=forms.get(word, "text")),
            raw=0.5 ** (place + 1),
            drawn=float(place == 0) if narrow else 0.5 ** (place + 1),
        )
        for place, word in enumerate(words)
    ]
    cut, left = (0.5, 1) if narrow else (0.0, 8192)
    return Peeked(tokens=tokens, cut=cut, left=left, entropy=2.0, entropy_drawn=2.0 - 4 * cut, vocabulary=8192)


def attended(asked: Attend) -> Event:
    """One token a word; everybody looks at everything before alike."""
    words = ["<s>", *asked.prompt.split()]
    if len(words) > LONGEST:
        return Failed(code="refused", message=f"{LONGEST}토큰까지 그릴 수 있으니 줄여 주세요.", field="prompt")
    if asked.layer > LAYERS:
        return Failed(code="refused", message=f"1부터 {LAYERS}까지입니다.", field="layer")
    before = BEFORE if (asked.variant or "").endswith("prefix") else 0
    rows = [
        [1 / (before + row + 1) if column <= before + row else 0.0 for column in range(before + len(words))]
        for row in range(len(words))
    ]
    pieces = [Piece(text=word, form="mark" if word == "<s>" else "text") for word in words]
    return Attended(pieces=pieces, before=before, layers=LAYERS, weights=[rows] * HEADS)


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

    async def dissect(self, asked: Dissect) -> Event:
        return dissected(asked.method, asked.config)


if __name__ == "__main__":
    if "--broken" in sys.argv:
        sys.exit(7)
    worker.Worker = Pretending  # type: ignore[misc]
    os._exit(worker.main())

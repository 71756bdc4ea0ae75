"""A lab that answers questions at once, as the pretending worker would, or fails as told. No process."""

from __future__ import annotations

from models.protocol import Attend, Event, Failed, Peek
from tests.lab.pretend import attended, peeked


class Answering:
    """In place of the lab's client; notes what was asked."""

    def __init__(self, failed: Failed | None = None) -> None:
        self.failed = failed
        self.asked: list[Peek | Attend] = []

    async def ask(self, asked: Peek | Attend) -> Event:
        self.asked.append(asked)
        if self.failed is not None:
            return self.failed
        return peeked(asked) if isinstance(asked, Peek) else attended(asked)

    async def close(self) -> None: ...

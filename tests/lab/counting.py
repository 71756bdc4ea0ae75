"""A lab that answers every count alike. No process."""

from __future__ import annotations

from models.protocol import Count, Counted, Failed


class Answering:
    """In place of the lab's client; notes what was asked."""

    def __init__(self, answer: Counted | Failed) -> None:
        self.answer, self.asked = answer, list[Count]()

    async def count(self, asked: Count) -> Counted | Failed:
        self.asked.append(asked)
        return self.answer

    async def close(self) -> None: ...

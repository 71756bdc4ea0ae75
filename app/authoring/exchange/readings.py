"""One entry on its way to a draft. Knows no type of question."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.authoring.exchange.drafting import Fields, Lost
from app.authoring.exchange.entries import Entry

FULL = 0.999  # a share from which an answer is right


@dataclass
class Reading:
    """One entry on its way: the fields so far, and what they had no place for."""

    entry: Entry
    fields: Fields = field(default_factory=dict)
    lost: list[Lost] = field(default_factory=list)

    def lose(self, name: str, why: str) -> None:
        loss = Lost(self.entry.id or self.entry.name, name, why)
        if loss not in self.lost:
            self.lost.append(loss)

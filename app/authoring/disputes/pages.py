"""What the templates of disputes are given: one frozen dataclass a page. Knows no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from app.bank.question import Step


@dataclass(frozen=True)
class Wrong:
    """Answers alike that were not right."""

    answer: tuple[str, ...]  # a line each; plain text or Markup
    count: int


@dataclass(frozen=True)
class Figures:
    """First answers to an item as it is asked now, of the latest ones."""

    answers: int
    right: int
    capped: bool  # there are more than were counted
    wrong: tuple[Wrong, ...]

    @property
    def share(self) -> int:
        """Facility, in percent."""
        return round(100 * self.right / self.answers) if self.answers else 0


@dataclass(frozen=True)
class Disputed:
    """One item in the list."""

    item: str
    prompt: str  # Markdown
    open: int
    closed: int
    newest: datetime
    reasons: tuple[tuple[str, int], ...]  # of those that are open, the most frequent first
    figures: Figures | None  # None where nothing is open


@dataclass(frozen=True)
class ListPage:
    """GET /authoring/disputes -> authoring/disputes/list.html"""

    title: str
    items: tuple[Disputed, ...]
    open: int
    older: str  # the address of the rest, "" for none


@dataclass(frozen=True)
class Message:
    """`who` is "" for the learner."""

    who: str
    text: str
    when: datetime


@dataclass(frozen=True)
class Objection:
    """One learner's dispute, with all it is about."""

    number: int
    who: str
    when: datetime
    reason: str
    state: str  # open | fixed | kept
    prompt: str  # Markdown, where the learner read another one than stands above; else ""
    answer: tuple[str, ...]
    first: tuple[str, ...]  # the answer before it, where this is the retry after a near miss; else empty
    outcome: str  # of the verdict that was doubted
    now: str  # of the verdict that holds
    feedback: str  # Markdown
    trace: tuple[Step, ...]
    key: str  # Markdown, where it was judged by another one than stands above; else ""
    thread: tuple[Message, ...]

    @property
    def open(self) -> bool:
        return self.state == "open"


@dataclass(frozen=True)
class Form:
    """What was typed into a form that could not be taken. `number` is the dispute's, 0 for the form of the item."""

    number: int = -1
    text: str = ""
    problem: str = ""


@dataclass(frozen=True)
class ItemPage:
    """GET /authoring/disputes/items/{item} -> authoring/disputes/item.html"""

    title: str
    item: str
    prompt: str  # Markdown
    options: tuple[tuple[str, bool], ...]  # Markdown, and whether it is right
    key: str  # Markdown
    explanation: str
    figures: Figures
    objections: tuple[Objection, ...]  # those that are open first, the oldest first
    through: int  # the number of the newest dispute shown: what came later is not closed with these
    unchanged: bool  # the item is what it was when the open disputes were sent
    gone: bool  # it has left the course
    unseen: bool  # a dispute among them was never looked at
    done: str = ""
    form: Form = field(default=Form())

    @property
    def open(self) -> int:
        return sum(objection.open for objection in self.objections)

"""What the templates of the study room are given: one frozen dataclass a page, called `page` there. Knows no database.

Every template gets `page` (below) and `path` (the address without its query, for aria-current), the function
`static("app.css")` (the address with its content hash), the filters `markdown` and `markdown_inline`. A page template
extends `base.html` and fills the block `content`; when htmx asks for a part, that block alone is sent, so imports of
macros stand inside it. `study/_question.html` is given `card` alone:
`{% with card = page.card %}{% include "study/_question.html" %}{% endwith %}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.study.cards import Card


@dataclass(frozen=True)
class Choice:
    """One entry of a choice on the practice page: what the form sends, its label, how many items it would hold."""

    value: str  # "" means all
    label: str
    count: int  # items that fit when this entry is chosen and all other choices stay as they are
    chosen: bool


@dataclass(frozen=True)
class Unfinished:
    """A round that was begun and not finished: link to /practice/{attempt}."""

    attempt: int
    label: str  # what was chosen, in words
    answered: int
    total: int
    begun: datetime


@dataclass(frozen=True)
class PracticePage:
    """GET /practice -> study/practice.html. The form sends `unit kind concept difficulty which count`:
    GET refreshes the counts, POST starts the round."""

    title: str
    units: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    concepts: tuple[Choice, ...]
    difficulties: tuple[Choice, ...]
    which: tuple[Choice, ...]  # "all" | "new" | "wrong"
    counts: tuple[Choice, ...]  # "5" | "10" | "20" | "all"; its count is how many would be asked
    matching: int  # how many would be asked if there were no count: one item a concept
    problem: str | None  # nothing fits (or a choice is unknown): a sentence that says so and what to loosen
    unfinished: tuple[Unfinished, ...]


@dataclass(frozen=True)
class Mark:
    """One question in a round's row of numbers: link to /practice/{attempt}?n={number}."""

    number: int
    state: str  # "open" | "correct" | "partial" | "incorrect" | "given", where the verdict is withheld
    current: bool


@dataclass(frozen=True)
class RoundPage:
    """GET /practice/{attempt}?n= -> study/round.html. Question `number` of `total`, both counted from 1."""

    title: str
    attempt: int
    label: str  # what was chosen, in words
    number: int
    total: int
    answered: int
    card: Card
    marks: tuple[Mark, ...]
    previous: int | None  # the number to link to, None at the ends
    next: int | None
    finished: bool  # the result exists; answers may still be read, not given
    closes: datetime | None  # when an assignment's round takes nothing any more


@dataclass(frozen=True)
class Row:
    """One question of a finished round: its card (with the verdict when answered) and the time it took."""

    number: int
    card: Card
    state: str  # "open" | "correct" | "partial" | "incorrect", of the first answer
    score: float  # 0..1, of the first answer
    retried: str | None  # the outcome of the retry, when there was one
    seconds: int | None


@dataclass(frozen=True)
class ResultPage:
    """GET /practice/{attempt}/result -> study/result.html. The first answers count."""

    title: str
    attempt: int
    label: str
    rows: tuple[Row, ...]
    total: int
    answered: int
    correct: int
    partial: int
    incorrect: int
    score: float  # 0..1, the mean over all questions of the round; an open one counts 0
    seconds: int | None  # None when no time is known
    wrong: int  # how many POST /practice/{attempt}/wrong would ask; 0 hides the button
    given: int  # answers whose verdict is withheld; the score is not told while there are any
    closes: datetime | None  # of an assignment's round

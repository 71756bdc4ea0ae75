"""A question as Moodle thinks of it, which GIFT, Moodle XML and QTI only spell: text, answers with shares of the mark
and feedback, pairs. Knows no spelling; what comes out of our items and what goes back stand in `going` and `coming`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.authoring.exchange.drafting import Lost

Type = Literal["truefalse", "multichoice", "shortanswer", "numerical", "essay", "matching", "ordering"]
MOST_ELEMENTS = 5_000  # of the XML of one question: one with a hundred answers has a thousand
TAGS = ("concept", "difficulty", "skill")
SHORT = "kind:short"  # a tag: no blank in spite of the line in its text
NUMBER = r"[-+]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][-+]?\d{1,3})?"
GAP = re.compile(r"_{3,}")
TYPES: Mapping[str, Type] = {
    "ox": "truefalse",
    "choice": "multichoice",
    "blank": "shortanswer",
    "short": "shortanswer",
    "number": "numerical",
    "essay": "essay",
    "match": "matching",
    "order": "ordering",
}


@dataclass(frozen=True)
class Answer:
    """One answer that is looked for. In short answers `*` stands for anything, and `\\*` for an asterisk."""

    text: str
    share: float = 1.0  # of the full mark; below nothing for wrong options of several
    feedback: str = ""  # Markdown
    tolerance: float = 0.0  # of numbers, absolute


@dataclass(frozen=True)
class Pair:
    """What belongs together; without `left` it belongs to nothing."""

    left: str
    right: str


@dataclass(frozen=True)
class Entry:
    """One question. All texts but those of short answers and right sides are Markdown."""

    type: Type
    name: str
    text: str
    feedback: str = ""  # shown in any case, afterwards
    answers: tuple[Answer, ...] = ()
    gaps: tuple[tuple[Answer, ...], ...] = ()  # of a text with several blanks, instead of answers
    pairs: tuple[Pair, ...] = ()
    single: bool = True
    shuffle: bool = True
    units: tuple[tuple[str, float], ...] = ()  # name, and what it is worth of the first one
    model: str = ""  # of an essay: what those who mark it read
    id: str = ""
    tags: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = field(default=(), compare=False)


def starred(form: str) -> str:
    """A form as a short answer's pattern, where only a star is escaped."""
    return form.replace("*", "\\*")

"""Marked responses against our own grading: agreement, missed positives, missed negatives. Knows nothing of the
command line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from app.bank import question as base
from app.bank.kinds import KINDS
from app.bank.question import Dealt, FormatError, Outcome
from app.bank.terms import Terms

MARKS = ("correct", "partial", "incorrect")


class Graded(Protocol):
    """What a bank must offer to be measured."""

    @property
    def items(self) -> Mapping[str, base.Question]: ...
    @property
    def terms(self) -> Terms: ...


class Row(NamedTuple):
    """One marked response."""

    item: str
    mark: str
    response: str


class Miss(NamedTuple):
    """A response that we grade otherwise than it was marked."""

    item: str
    response: str
    mark: str
    verdict: str

    def shown(self) -> dict[str, str]:
        return self._asdict()


@dataclass(frozen=True)
class Figures:
    """Agreement over some rows; essays are kept apart, for their verdict is a suggestion."""

    total: int = 0
    agreed: int = 0
    wrong: int = 0  # rows marked incorrect
    missed_positives: tuple[Miss, ...] = ()
    missed_negatives: tuple[Miss, ...] = ()
    other: tuple[Miss, ...] = ()
    essays: int = 0
    essays_agreed: int = 0
    essay_misses: tuple[Miss, ...] = field(default=())

    @property
    def agreement(self) -> float:
        return self.agreed / self.total if self.total else 1.0

    @property
    def wrong_accepted(self) -> float:
        return len(self.missed_negatives) / self.wrong if self.wrong else 0.0

    def report(self, rows: bool = True) -> dict[str, Any]:
        """JSON-able. Without `rows`, figures only: for the file that nobody should tune on."""
        figures: dict[str, Any] = {
            "total": self.total,
            "agreement": round(self.agreement, 4),
            "wrong_accepted": round(self.wrong_accepted, 4),
            "essays": {
                "total": self.essays,
                "agreement": round(self.essays_agreed / self.essays, 4) if self.essays else 1.0,
            },
        }
        for name in ("missed_positives", "missed_negatives", "other"):
            misses: tuple[Miss, ...] = getattr(self, name)
            figures[name] = [miss.shown() for miss in misses] if rows else len(misses)
        if rows:
            figures["essays"]["misses"] = [miss.shown() for miss in self.essay_misses]
        return figures


def read(path: Path) -> list[Row]:
    """The rows of a `item,mark,response` file. Raises ValueError (Korean) naming the first bad line."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if not {"item", "mark", "response"} <= set(reader.fieldnames or ()):
            raise ValueError(f"{path.name}: 첫 줄에 item,mark,response가 있어야 합니다.")
        rows = []
        for line in reader:
            if line["mark"] not in MARKS:
                raise ValueError(f"{path.name}:{reader.line_num}: mark는 {', '.join(MARKS)} 가운데 하나여야 합니다.")
            rows.append(Row(line["item"], line["mark"], line["response"] or ""))
    return rows


def held_out(path: Path) -> bool:
    """Is this a file that is only ever measured?"""
    return "measured" in path.name


def verdict(question: base.Question, response: str, terms: Terms) -> Outcome:
    """Our verdict on one response, typed as a learner would; several blanks, pairs or steps are joined by ` | `."""
    kind = KINDS[question.kind]
    raw = response.split(" | ") if " | " in response else response
    dealt = first_deal(question)
    try:
        return kind.grade(question, dealt, kind.parse(question, raw), terms).outcome
    except FormatError:
        return "format_error"


def first_deal(question: base.Question) -> Dealt:
    """The first value of each list in `vary`; options as written."""
    vary = getattr(question, "vary", None)
    if isinstance(vary, Mapping):
        return {name: values[0] for name, values in vary.items()}
    options = getattr(question, "options", ())
    return {"order": [option.key for option in options]} if options else {}


def measure(bank: Graded, rows: Iterable[Row]) -> Figures:
    """Grade every row and compare. A row agrees when mark and verdict are the same word; a format error counts
    as incorrect.
    """
    totals = {"total": 0, "agreed": 0, "wrong": 0, "essays": 0, "essays_agreed": 0}
    misses: dict[str, list[Miss]] = {"missed_positives": [], "missed_negatives": [], "other": [], "essay_misses": []}
    for row in rows:
        question = bank.items.get(row.item)
        found = verdict(question, row.response, bank.terms) if question else "format_error"
        agrees = (("incorrect" if found == "format_error" else found) == row.mark) and question is not None
        essay = question is not None and question.kind == "essay"
        totals["essays" if essay else "total"] += 1
        totals["essays_agreed" if essay else "agreed"] += agrees
        totals["wrong"] += row.mark == "incorrect" and not essay
        if not agrees:
            misses["essay_misses" if essay else _sort(row.mark, found)].append(
                Miss(*row[:1], row.response, row.mark, found)
            )
    return Figures(
        total=totals["total"],
        agreed=totals["agreed"],
        wrong=totals["wrong"],
        essays=totals["essays"],
        essays_agreed=totals["essays_agreed"],
        missed_positives=tuple(misses["missed_positives"]),
        missed_negatives=tuple(misses["missed_negatives"]),
        other=tuple(misses["other"]),
        essay_misses=tuple(misses["essay_misses"]),
    )


def _sort(mark: str, found: str) -> str:
    if mark == "correct":
        return "missed_positives"
    return "missed_negatives" if mark == "incorrect" and found == "correct" else "other"

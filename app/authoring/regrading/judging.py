"""Judges old answers by a key, each distinct answer once: a million answers to one item are a few thousand different
ones. Knows no rows."""

from __future__ import annotations

import json
from collections import OrderedDict

from app.bank.kinds import KINDS
from app.bank.question import FormatError, Question, Verdict
from app.bank.terms import Terms

KEPT = 20_000  # verdicts; the longest unused goes first, so memory stays flat


class Judge:
    """One question with its key."""

    def __init__(self, question: Question, terms: Terms) -> None:
        self.question, self._terms = question, terms
        self.unreadable = 0  # answers, as often as they were asked for
        self._known: OrderedDict[tuple[str, str], Verdict | None] = OrderedDict()

    def verdict(self, typed: str, dealt: str) -> Verdict | None:
        """Both are JSON. None where this key cannot read the answer: an option that is gone, another number of blanks.
        The same answer gets the very same verdict."""
        key = typed, dealt
        if key in self._known:
            self._known.move_to_end(key)
        else:
            self._known[key] = self._judged(typed, dealt)
        found = self._known[key]
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
        self.unreadable += found is None
        return found

    def _judged(self, typed: str, dealt: str) -> Verdict | None:
        kind, values = KINDS[self.question.kind], json.loads(dealt)
        try:
            found = kind.grade(self.question, values, kind.parse(self.question, json.loads(typed)), self._terms)
        except (FormatError, KeyError):  # KeyError: a dealt value that the new formula no longer has
            return None
        return None if found.outcome == "format_error" else found

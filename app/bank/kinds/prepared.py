"""Keys prepared once for each question and vocabulary, so that grading does not compile them again. Knows no kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from app.bank.question import Question
from app.bank.terms import Terms

Q = TypeVar("Q", bound=Question)
K = TypeVar("K")
_PLACE = "prepared"  # beside the fields, as cached properties are: no part of what the question says


@dataclass(frozen=True, eq=False)
class _Kept:
    """Equal to itself alone: two questions are compared by their fields, not by keys that know their question."""

    question: Question
    terms: Terms
    key: Any


def once(question: Q, terms: Terms, prepare: Callable[[Q, Terms], K]) -> K:
    """`prepare(question, terms)`, remembered by the question itself: it goes when the question goes, so that texts
    that were only looked at, and courses that were replaced, leave nothing behind."""
    kept: _Kept | None = question.__dict__.get(_PLACE)
    # a copy that says something else brings the key of the first along
    if kept is None or kept.question is not question or kept.terms is not terms:
        kept = _Kept(question, terms, prepare(question, terms))
        question.__dict__[_PLACE] = kept
    prepared: K = kept.key
    return prepared

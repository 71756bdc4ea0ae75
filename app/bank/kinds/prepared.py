"""Keys prepared once for each question and vocabulary, so that grading does not compile them again. Knows no kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from app.bank.question import Question
from app.bank.terms import Terms

Q = TypeVar("Q", bound=Question)
K = TypeVar("K")
_PLACE = "prepared"  # beside the fields, as cached properties are: no part of what the question says


def once(question: Q, terms: Terms, prepare: Callable[[Q, Terms], K]) -> K:
    """`prepare(question, terms)`, remembered by the question itself: it goes when the question goes, so that texts
    that were only looked at, and courses that were replaced, leave nothing behind."""
    kept: tuple[Question, Terms, Any] | None = question.__dict__.get(_PLACE)
    if kept is None or kept[0] is not question or kept[1] is not terms:  # a copy that says something else, other terms
        kept = (question, terms, prepare(question, terms))
        question.__dict__[_PLACE] = kept
    prepared: K = kept[2]
    return prepared

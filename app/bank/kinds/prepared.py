"""Keys prepared once for each question and vocabulary, so that grading does not compile them again. Knows no kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from app.bank.question import Question
from app.bank.terms import Terms

Q = TypeVar("Q", bound=Question)
K = TypeVar("K")
_LIMIT = 4096  # questions; a course has hundreds, a reload makes them anew
_kept: dict[tuple[int, int], tuple[Question, Terms, Any]] = {}


def once(question: Q, terms: Terms, prepare: Callable[[Q, Terms], K]) -> K:
    """`prepare(question, terms)`, remembered. Both are kept alive with the result, so their identity names them."""
    name = (id(question), id(terms))
    kept = _kept.get(name)
    if kept is None:
        if len(_kept) >= _LIMIT:
            _kept.clear()
        kept = (question, terms, prepare(question, terms))
        _kept[name] = kept
    prepared: K = kept[2]
    return prepared

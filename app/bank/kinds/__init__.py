"""The registry of question kinds. A new kind is a module here, a template, and a line in KINDS.

Every kind is a module with a pydantic `Question` (a subclass of `app.bank.question.Question` whose `kind` is a Literal)
and these pure functions; `terms` is the course's vocabulary (`app.bank.terms.Terms`):

    deal(question, rng) -> Dealt                     what chance decides; {} for most kinds
    prompt(question, dealt) -> str                   Markdown, safe to show before the answer
    options(question, dealt) -> tuple[Option, ...]   () for kinds without options; in the dealt order
    rows(question, dealt) -> tuple[Row, ...]         what wants an option each; () for kinds that ask once
    typed(question, fields) -> Raw                   what the boxes of a form hold, as a raw answer; refuses nothing
    parse(question, raw) -> answer                   raises FormatError (costs nothing)
    grade(question, dealt, answer, terms) -> Verdict
    key(question, dealt) -> Key                      for after the answer
    specimens(question, dealt) -> Specimens          raw answers: right, wrong, malformed
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, Protocol

from app.bank import question as base
from app.bank.kinds import blank, choice, essay, match, number, order, ox, short
from app.bank.kinds.specimens import Specimens
from app.bank.question import Dealt, Key, Option, Raw, Row, Verdict

if TYPE_CHECKING:
    from app.bank.terms import Terms


class Kind(Protocol):
    """What a module of this folder offers. Its question is `Any` here: each kind takes its own."""

    @property
    def Question(self) -> type[base.Question]: ...  # noqa: N802 - the name of a class in a module

    def deal(self, question: Any, rng: Random) -> Dealt: ...
    def prompt(self, question: Any, dealt: Dealt) -> str: ...
    def options(self, question: Any, dealt: Dealt) -> tuple[Option, ...]: ...
    def rows(self, question: Any, dealt: Dealt) -> tuple[Row, ...]: ...
    def typed(self, question: Any, fields: list[str]) -> Raw: ...
    def parse(self, question: Any, raw: Raw) -> Any: ...
    def grade(self, question: Any, dealt: Dealt, answer: Any, terms: Terms) -> Verdict: ...
    def key(self, question: Any, dealt: Dealt) -> Key: ...
    def specimens(self, question: Any, dealt: Dealt) -> Specimens: ...


KINDS: dict[str, Kind] = {
    "ox": ox,
    "blank": blank,
    "short": short,
    "essay": essay,
    "choice": choice,
    "number": number,
    "match": match,
    "order": order,
}


def of(question: base.Question) -> Kind:
    """The module that knows this question."""
    return KINDS[question.kind]


__all__ = ["KINDS", "Kind", "Specimens", "of"]

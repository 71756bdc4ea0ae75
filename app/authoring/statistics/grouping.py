"""Answers that say the same fall together: by spacing, particles, spelling and synonyms as the bank has them, options
by their key, numbers by their value. Judges nothing; knows no rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.bank import arithmetic, spelling
from app.bank.kinds import KINDS, number
from app.bank.question import Dealt, FormatError, Question, Raw
from app.bank.terms import Terms
from app.bank.typed import Typed

LONGEST = 400  # characters; what is longer is like nothing else
BIG = 5  # how many times as often a spelling must be written for a rarer one to be a slip of it
AGAINST = 12  # groups that a rare spelling is held against


@dataclass(frozen=True)
class Said:
    """One answer in the places it is made of (one, or one a blank, pair, place or chosen option): what names it there,
    and how it is shown. `whole` names all of it."""

    whole: str
    shown: str
    parts: tuple[tuple[int, str], ...]


Reader = Callable[[Raw, Dealt], Said]


def reader(question: Question, terms: Terms) -> Reader:
    """How answers to this question are read. A reader never raises: what cannot be read stands for itself."""
    kind = {"choice": _choice, "match": _rows, "order": _rows, "blank": _blank, "number": _number, "ox": _ox}
    read = kind.get(question.kind, _short)(question, terms)

    def careful(raw: Raw, dealt: Dealt) -> Said:
        try:
            return read(raw, dealt)
        except (FormatError, arithmetic.FormulaError, KeyError, IndexError):
            text = raw if isinstance(raw, str) else " | ".join(raw)
            return Said(text, text, ())

    return careful


def plain(text: str, terms: Terms) -> str:
    """What names a typed text: without spaces, particles and endings, and with terms for their synonyms."""
    if len(text) > LONGEST:
        return text
    typed = Typed(text, terms)
    forms = [form for form in (typed.canonical_forms or typed.forms) if form]
    return min(forms, key=len) if forms else text.strip()


def slips(names: Sequence[tuple[str, int]], terms: Terms) -> dict[str, str]:
    """Names that are slips of the fingers for a far more frequent one. `names` come with how often each was written,
    the most frequent first. A term of the course is never a slip of another."""
    known = terms.all_shapes()
    shapes = [(spelling.shape(name), count) for name, count in names[:AGAINST] if _spells(name)]
    found: dict[str, str] = {}
    for name, count in names:
        rivals = [shape for shape, often in shapes if often >= BIG * count and shape.text != name]
        if rivals and name not in known and _spells(name):
            slip = spelling.find(spelling.shape(name), rivals, frozenset())
            if slip is not None:
                found[name] = slip.form
    return found


def _spells(name: str) -> bool:
    return 2 < len(name) <= LONGEST and bool(spelling.shape(name).text)


def _ox(question: Any, terms: Terms) -> Reader:
    def read(raw: Raw, dealt: Dealt) -> Said:
        letter = KINDS["ox"].parse(question, raw).letter
        return Said(letter, letter, ())

    return read


def _choice(question: Any, terms: Terms) -> Reader:
    texts = {option.key: option.text for option in question.options}

    def read(raw: Raw, dealt: Dealt) -> Said:
        keys = KINDS["choice"].parse(question, raw).keys
        return Said(" ".join(keys), ", ".join(texts[key] for key in keys), tuple((0, key) for key in keys))

    return read


def _rows(question: Any, terms: Terms) -> Reader:
    kind = KINDS[question.kind]
    texts = {option.key: option.text for option in kind.options(question, {})}

    def read(raw: Raw, dealt: Dealt) -> Said:
        keys = kind.parse(question, raw).keys
        return Said(" ".join(keys), " / ".join(texts[key] for key in keys), tuple(enumerate(keys)))

    return read


def _blank(question: Any, terms: Terms) -> Reader:
    def read(raw: Raw, dealt: Dealt) -> Said:
        fillings = KINDS["blank"].parse(question, raw).fillings
        names = [plain(filling, terms) for filling in fillings]
        return Said(" | ".join(names), " | ".join(fillings), tuple(enumerate(names)))

    return read


def _short(question: Any, terms: Terms) -> Reader:
    def read(raw: Raw, dealt: Dealt) -> Said:
        text = raw if isinstance(raw, str) else ", ".join(raw)
        return Said(plain(text, terms), text, ())

    return read


def _number(question: Any, terms: Terms) -> Reader:
    """By value; where values are dealt, by how many times the key it is, which tells the same mistake in all deals."""

    def read(raw: Raw, dealt: Dealt) -> Said:
        value = number.parse(question, raw).quantity.value
        text = raw if isinstance(raw, str) else " ".join(raw)
        if not question.vary:
            return Said(str(value), text, ())
        target = Fraction(arithmetic.evaluate(question.formula, {name: dealt[name] for name in question.vary}))  # type: ignore[misc]
        ratio = value / target if target else value
        name = f"×{float(ratio):.4g}"
        return Said(name, times(name), ())

    return read


def times(name: str) -> str:
    """How many times the key a number is, in words; what could not be read stays as it was typed."""
    return f"정답의 {name[1:]}배" if name.startswith("×") else name

"""The places an answer is made of, kind by kind: what each is called, what could be chosen there, what is right by
the key of now. Knows no rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.authoring.statistics.grouping import times
from app.authoring.statistics.tallying import Spread, Tally, places, renamed, wholes
from app.bank.kinds import KINDS
from app.bank.question import FormatError, Question
from app.bank.terms import Terms


def spreads(question: Question, found: Tally, terms: Terms) -> tuple[Spread | None, tuple[Spread, ...]]:
    """Whole answers, and each place; where there is but one place and options, whole answers would say the same."""
    if question.kind == "choice":
        return _choice(question, found)
    if question.kind in ("match", "order"):
        return _rows(question, found)
    whole = wholes(found, terms if question.kind in ("blank", "short") else None)
    if getattr(question, "vary", None):
        whole = renamed(whole, times)
    return whole, _blanks(question, found, terms) if question.kind == "blank" else ()


def _choice(question: Any, found: Tally) -> tuple[Spread | None, tuple[Spread, ...]]:
    texts = {option.key: option.text for option in question.options}
    right = {option.key for option in question.options if option.correct}
    whole = renamed(wholes(found, None), lambda name: ", ".join(texts.get(key, key) for key in name.split()))
    return (whole if question.multiple else None), places(found, ["보기"], texts, lambda _, key: key in right)


def _rows(question: Any, found: Tally) -> tuple[Spread | None, tuple[Spread, ...]]:
    kind = KINDS[question.kind]
    texts: Mapping[str, str] = {option.key: option.text for option in kind.options(question, {})}
    rows = sorted(kind.rows(question, {}), key=lambda row: int(row.place))
    names = [row.text or f"{int(row.place) + 1}번째" for row in rows]
    arrow = " → " if question.kind == "order" else " / "
    whole = renamed(wholes(found, None), lambda name: arrow.join(texts.get(key, key) for key in name.split()))
    return whole, places(found, names, texts, lambda place, key: rows[place].option == key)


def _blanks(question: Any, found: Tally, terms: Terms) -> tuple[Spread, ...]:
    keys = [blank.answer for blank in question.blanks]
    if len(keys) < 2:
        return ()

    def right(place: int, filling: str) -> bool:
        filled = [*keys[:place], filling, *keys[place + 1 :]]
        try:
            answer = KINDS["blank"].parse(question, filled)
        except FormatError:
            return False
        return KINDS["blank"].grade(question, {}, answer, terms).outcome == "correct"

    return places(found, [f"빈칸 {at + 1}" for at in range(len(keys))], {}, right)

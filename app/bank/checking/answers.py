"""Answers: our own grader takes every key and accepted form, and no near miss. Knows kinds by their contract alone."""

from __future__ import annotations

from collections.abc import Iterator

from app.bank import kinds
from app.bank.kinds import number
from app.bank.loading import Loaded, Origin
from app.bank.problems import Problem, problem
from app.bank.question import Dealt, FormatError, Outcome, Question, Raw
from app.bank.terms import Terms

MOST_DEALS, MOST_SHOWN = 60, 60
_WORDS: dict[Outcome, str] = {
    "correct": "맞음",
    "partial": "일부 맞음",
    "incorrect": "틀림",
    "format_error": "형식 오류",
}


def check(loaded: Loaded) -> Iterator[Problem]:
    """Of items that were judged before in the same vocabulary nothing new could be said."""
    for item in loaded.readable.items.values():
        for dealt in deals(item) if item.id not in loaded.known else ():
            found = list(_item(item, dealt, loaded.origins[item.id], loaded.readable.terms))
            yield from found
            if found:
                break  # the other deals would say the same again


def deals(item: Question) -> Iterator[Dealt]:
    """Every way chance may show the item, up to a number; the order of options decides nothing."""
    if isinstance(item, number.Question):
        for values in number.deals(item.vary, MOST_DEALS):
            yield dict(values.items())
    else:
        yield {}


def _item(item: Question, dealt: Dealt, origin: Origin, terms: Terms) -> Iterator[Problem]:
    samples = kinds.of(item).specimens(item, dealt)
    given = f" ({', '.join(f'{name}={value}' for name, value in dealt.items())})" if dealt else ""
    for raw in samples.right:
        if (outcome := _outcome(item, dealt, raw, terms)) != "correct":
            message = (
                f"정답 ‘{_short(raw)}’{given}이(가) ‘{_WORDS[outcome]}’으로 채점됩니다. 답이나 귀띔 목록을 고쳐 주세요."
            )
            yield problem(origin.find(_said(raw)), "key-refused", message, item.id)
    for raw in samples.wrong:
        if _outcome(item, dealt, raw, terms) == "correct":
            message = f"틀린 답 ‘{_short(raw)}’{given}이(가) 맞다고 채점됩니다. 허용 답안이나 귀띔 목록을 고쳐 주세요."
            yield problem(origin.find(_said(raw)), "near-miss-accepted", message, item.id)
    for raw in samples.malformed:
        if _outcome(item, dealt, raw, terms) != "format_error":
            message = f"답이 될 수 없는 ‘{_short(raw)}’이(가) 채점됩니다. 답의 꼴을 살펴보세요."
            yield problem(origin.place(), "malformed-graded", message, item.id)


def _outcome(item: Question, dealt: Dealt, raw: Raw, terms: Terms) -> Outcome:
    kind = kinds.of(item)
    try:
        return kind.grade(item, dealt, kind.parse(item, raw), terms).outcome
    except FormatError:
        return "format_error"


def _said(raw: Raw) -> str:
    return raw if isinstance(raw, str) else " | ".join(raw)


def _short(raw: Raw) -> str:
    said = _said(raw)
    return said if len(said) <= MOST_SHOWN else said[:MOST_SHOWN] + "…"

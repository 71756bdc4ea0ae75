"""Does a computation establish the key of an item? Grades what it found as a learner's answer would be graded.

Knows no model: `Observed` is what models/checks/check.py returns, and how to run a check comes from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from app.bank import figures, kinds
from app.bank.kinds import number
from app.bank.question import Check, Dealt, FormatError, Question, Raw
from app.bank.terms import Terms

Observed = bool | int | float | str | list[str]
Observe = Callable[..., Observed]

DEALS = 12  # of a number item, when its values can be dealt in more ways than this
_LETTERS: dict[str, Raw] = {"true": "O", "false": "X"}


class UnprovedError(ValueError):
    """The computation does not establish the key; the message (Korean) says why."""


def prove(question: Question, check: Check, observe: Observe, terms: Terms) -> None:
    """Runs `observe`, for a number item once a deal with the dealt values. Raises UnprovedError, or what it raises."""
    if question.kind == "number":
        for dealt in deals(question):
            _number(question, check, dealt, observe(**dealt), terms)
    elif question.kind == "essay":
        raise UnprovedError("서술형의 정답은 한 계산으로 정해지지 않습니다. check를 지워 주세요.")
    else:
        _named(question, check, observe(), terms)


def deals(question: Question) -> list[dict[str, Any]]:
    """Every way to deal the values of a number item, or DEALS of them spread evenly."""
    every = list(number.deals(getattr(question, "vary", {})))
    count = min(DEALS, len(every))
    return [every[at * len(every) // count] for at in range(count)]


def _number(question: Question, check: Check, dealt: Dealt, found: Observed, terms: Terms) -> None:
    if check.answers:
        raise UnprovedError("계산 문항에는 answers를 쓰지 않습니다. 계산이 낸 수가 그대로 답이 됩니다.")
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise UnprovedError(f"계산 문항인데 수가 아니라 ‘{found}’이(가) 나왔습니다.")
    if not _correct(question, figures.plain(found), terms, dealt):
        values = ", ".join(f"{name}={value}" for name, value in dealt.items())
        key = kinds.of(question).key(question, dealt).key
        raise UnprovedError(
            f"계산은 {figures.grouped(found)}인데 정답은 {key}입니다{f' ({values})' if values else ''}."
        )


def _named(question: Question, check: Check, found: Observed, terms: Terms) -> None:
    answers: dict[str, Raw] = {
        outcome: answer if isinstance(answer, str) else list(answer) for outcome, answer in check.answers.items()
    }
    if not answers and question.kind == "ox":
        answers = _LETTERS
    if len(answers) < 2:
        raise UnprovedError(
            "결과마다 어떤 답이 되는지 answers에 둘 이상 적어 주세요. 하나뿐이면 정답이 갈리지 않습니다."
        )
    outcomes = [_name(each) for each in found] if isinstance(found, list) else _name(found)
    if not _correct(question, _answer(outcomes, answers), terms):
        raise UnprovedError(f"계산의 결과는 ‘{_shown(outcomes)}’이고, 그대로 답하면 정답이 되지 않습니다.")
    for outcome in _others(outcomes, answers):
        if _correct(question, _answer(outcome, answers), terms):
            raise UnprovedError(
                f"다른 결과 ‘{_shown(outcome)}’도 정답으로 채점됩니다: 이 계산으로는 정답이 갈리지 않습니다."
            )


def _others(found: str | list[str], answers: dict[str, Raw]) -> Iterator[str | list[str]]:
    """What else could have come out. For several at once: the same with one more, or with one fewer."""
    if isinstance(found, str):
        yield from (outcome for outcome in answers if outcome != found)
        return
    for outcome in answers:
        changed = [each for each in answers if (each in found) != (each == outcome)]
        if changed:
            yield changed


def _answer(found: str | list[str], answers: dict[str, Raw]) -> Raw:
    names = [found] if isinstance(found, str) else found
    if unknown := [name for name in names if name not in answers]:
        raise UnprovedError(
            f"계산의 결과 ‘{unknown[0]}’에 맞는 답이 answers에 없습니다(있는 것: {', '.join(answers)})."
        )
    if isinstance(found, str):
        return answers[found]
    return [str(answers[name]) for name in found]


def _correct(question: Question, raw: Raw, terms: Terms, dealt: Dealt | None = None) -> bool:
    kind = kinds.of(question)
    dealt = kind.deal(question, Random(0)) if dealt is None else dealt  # noqa: S311 -- an order of options
    try:
        return kind.grade(question, dealt, kind.parse(question, raw), terms).outcome == "correct"
    except FormatError as error:
        raise UnprovedError(f"‘{_shown(raw)}’은(는) 이 문항에 쓸 수 있는 답이 아닙니다: {error}") from None


def _name(found: Observed) -> str:
    """As it is written in `answers`."""
    if isinstance(found, bool):
        return str(found).lower()
    return figures.plain(found) if isinstance(found, int | float) else str(found)


def _shown(found: Raw) -> str:
    return found if isinstance(found, str) else ", ".join(found)

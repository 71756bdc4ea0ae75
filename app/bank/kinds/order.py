"""Steps to put in order. Judged by how many pairs of steps stand the right way round; knows no terms.

The measure is Kendall's tau: of all pairs, the share that stands the right way round less the share that does not
(M. G. Kendall, "A New Measure of Rank Correlation", Biometrika 30, 1938). Steps laid out by chance get 0 on average.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator

from app.bank import question as base
from app.bank.kinds import arranged
from app.bank.kinds.arranged import OptionKey
from app.bank.kinds.plain import prompt as prompt
from app.bank.kinds.specimens import Specimens
from app.bank.question import Dealt, FormatError, Key, Option, Outcome, Part, Raw, Row, Text, Verdict
from app.bank.question import Step as Traced

if TYPE_CHECKING:
    from app.bank.terms import Terms

PARTIAL_FROM = 2 / 3  # of the pairs of steps; below that an order earns nothing
DEALT_BELOW = 1 / 2  # of the pairs may stand right in what is dealt, so that it cannot be sent back as it came


class Step(Part):
    """One step, written in its right place. `why` says after the answer why it stands there."""

    key: OptionKey
    text: Text
    why: Text


class Question(base.Question):
    kind: Literal["order"]
    steps: tuple[Step, ...] = Field(min_length=3, max_length=9)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        arranged.no_check(self)
        known = [step.key for step in self.steps]
        arranged.distinct(known, "steps")
        for at, miss in enumerate(self.near_misses):
            if wrong := arranged.wrong_miss(miss, at, len(known), known):
                raise wrong
        return self


@dataclass(frozen=True)
class Answer:
    """The keys of all steps, first to last."""

    keys: tuple[str, ...]


def deal(question: Question, rng: Random) -> Dealt:
    right = [step.key for step in question.steps]
    order = arranged.shuffled(right, rng)
    while share(order, right) > DEALT_BELOW:
        rng.shuffle(order)
    return {"order": order}


def options(question: Question, dealt: Dealt) -> tuple[Option, ...]:
    """The steps in the dealt order; without one by their keys, which do not tell the right order."""
    found = {step.key: Option(step.key, step.text, True, step.why) for step in question.steps}
    return tuple(arranged.as_dealt([found[key] for key in sorted(found)], dealt.get("order"), found))


def rows(question: Question, dealt: Dealt) -> tuple[Row, ...]:
    """The places, from the first: a row without a text."""
    return tuple(Row(str(at), "", step.key, step.why) for at, step in enumerate(question.steps))


def typed(question: Question, fields: list[str]) -> Raw:
    return arranged.typed(fields, len(question.steps))


def parse(question: Question, raw: Raw) -> Answer:
    texts = {step.key: step.text for step in question.steps}
    pairs = arranged.chosen(arranged.typed(arranged.split(raw), len(texts)))
    places = [place for place, key in pairs if place and key]
    if not places:
        raise FormatError("단계마다 몇째인지 골라 주세요.")
    if any(int(place) >= len(texts) for place in places):
        raise FormatError(f"단계가 {len(texts)}개이므로 자리도 {len(texts)}개입니다. 한 번씩만 놓아 주세요.")
    if again := arranged.twice(places):
        raise FormatError(f"{int(again[0]) + 1}번째 자리에 단계가 둘 이상 있습니다. 자리마다 하나씩 놓아 주세요.")
    keys = arranged.keys((key for _, key in pairs if key), texts)
    if again := arranged.twice(keys):
        raise FormatError(
            f"{arranged.quoted(texts[key] for key in again)}이(가) 두 번 있습니다. 한 번씩만 놓아 주세요."
        )
    if missing := [texts[key] for key in sorted(texts) if key not in keys]:
        raise FormatError(f"빠진 단계가 있습니다. {arranged.quoted(missing)}의 자리도 정해 주세요.")
    return Answer(tuple(keys))


def grade(question: Question, dealt: Dealt, answer: Answer, terms: Terms) -> Verdict:
    right = [step.key for step in question.steps]
    rightly = share(answer.keys, right)
    pairs = len(right) * (len(right) - 1) // 2
    said = f"두 단계씩 견준 {pairs}쌍 가운데 {round(rightly * pairs)}쌍의 앞뒤가 맞습니다."
    trace = (Traced("앞뒤 비교", _said(question, answer.keys), "", said),)
    if list(answer.keys) == right:
        return Verdict("correct", 1.0, "맞습니다.", trace)
    outcome: Outcome = "partial" if rightly >= PARTIAL_FROM else "incorrect"
    score = round(2 * rightly - 1, 4) if outcome == "partial" else 0.0
    for miss in question.near_misses:
        if answer.keys == miss.answers:
            return Verdict(outcome, score, miss.feedback, trace, near_miss=True)
    return Verdict(outcome, score, said, trace)


def share(order: Sequence[str], right: Sequence[str]) -> float:
    """Of all pairs of steps, those that stand the right way round: 0..1."""
    places = [right.index(key) for key in order]
    pairs = list(combinations(places, 2))
    return sum(first < second for first, second in pairs) / len(pairs)


def _said(question: Question, keys: Sequence[str]) -> str:
    texts = {step.key: step.text for step in question.steps}
    return " → ".join(texts[key] for key in keys)


def key(question: Question, dealt: Dealt) -> Key:
    whole = _said(question, [step.key for step in question.steps])
    return Key(whole, (whole,), question.explanation)


def specimens(question: Question, dealt: Dealt) -> Specimens:
    right = [step.key for step in question.steps]
    texts = [step.text for step in question.steps]
    wrong: list[Raw] = [right[::-1], [right[1], right[0], *right[2:]]]
    wrong += [list(miss.answers) for miss in question.near_misses]
    malformed: list[Raw] = ["", right[1:], [right[0], *right[:-1]], [*right[:-1], "없는 단계"]]
    return Specimens((right, texts), tuple(wrong), tuple(malformed))

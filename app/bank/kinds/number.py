"""A number to work out: the key is a formula over dealt values. How numbers are written is read in `quantities`."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator

from app.bank import arithmetic, figures, quantities
from app.bank import question as base
from app.bank.field_mistakes import misplaced
from app.bank.kinds.plain import options as options
from app.bank.kinds.plain import rows as rows
from app.bank.kinds.plain import typed as typed
from app.bank.kinds.specimens import Specimens
from app.bank.question import Dealt, Key, NearMiss, Raw, Step, Text, Verdict

if TYPE_CHECKING:
    from app.bank.terms import Terms

Number = arithmetic.Number
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Fit = Literal["exact", "tolerance", "rounded", "coarse"]

_ASKS_LARGEST = re.compile(r"최대|최댓값|가장 (?:큰|많|긴|높)")
_LARGEST = re.compile(r"최대|많아야")

ENOUGH_DIGITS = 3
COARSE = f"어림한 값이 너무 성깁니다. 유효 숫자 {ENOUGH_DIGITS}자리 이상으로 다시 써 주세요."
_NOTES: dict[Fit, str] = {
    "exact": "정답과 같습니다.",
    "tolerance": "허용 오차 안에서 정답과 같습니다.",
    "rounded": f"정답을 쓰신 자리에서 반올림한 값입니다(유효 숫자 {ENOUGH_DIGITS}자리 이상).",
    "coarse": "정답을 반올림한 값과 같지만 유효 숫자가 모자랍니다.",
}
MOST_DEALS = 10_000  # ways to deal the values: each is tried out


class FormulaMiss(NearMiss):
    """A tempting wrong way to count. Its answer is worked out like the key, never typed in."""

    answers: tuple[Text, ...] = Field(default=(), max_length=0)
    formula: Text


class Question(base.Question):
    kind: Literal["number"]
    vary: dict[Name, Annotated[tuple[Number, ...], Field(min_length=1)]] = Field(default_factory=dict)
    formula: Text
    unit: str = ""
    units: dict[Text, Annotated[float, Field(gt=0)]] = Field(default_factory=dict)
    tolerance: float = Field(default=0.0, ge=0, lt=0.5)
    near_misses: tuple[FormulaMiss, ...] = ()

    @field_validator("vary")
    @classmethod
    def _names_are_free(cls, vary: Mapping[str, tuple[Number, ...]]) -> Mapping[str, tuple[Number, ...]]:
        if taken := sorted({"answer", *arithmetic.FUNCTIONS} & vary.keys()):
            raise ValueError(f"‘{taken[0]}’은(는) 이미 뜻이 있는 이름입니다. vary에서 다른 이름을 써 주세요.")
        if math.prod(map(len, vary.values())) > MOST_DEALS:
            raise ValueError(f"값을 나누어 줄 길이 {MOST_DEALS:,}가지를 넘습니다. vary의 값을 줄여 주세요.")
        return vary

    @field_validator("unit")
    @classmethod
    def _unit_is_no_scale(cls, unit: str) -> str:
        if re.match(r"[십백천만억조]", unit):
            raise ValueError("단위가 ‘만’, ‘억’ 따위로 시작할 수 없습니다. 답을 낱개로 묻거나 units에 적어 주세요.")
        return unit

    @field_validator("formula")
    @classmethod
    def _formula_works(cls, formula: str, info: ValidationInfo) -> str:
        if "vary" in info.data:  # else its own mistake is told already
            _try_out(formula, info.data["vary"])
        return formula

    @model_validator(mode="after")
    def _misses_work(self) -> Self:
        for at, miss in enumerate(self.near_misses):
            try:
                _try_out(miss.formula, self.vary)
            except arithmetic.FormulaError as error:
                raise misplaced(str(error), "near_misses", at, "formula") from None
        return self


def _try_out(formula: str, vary: Mapping[str, tuple[Number, ...]]) -> None:
    for values in deals(vary, MOST_DEALS):
        arithmetic.evaluate(formula, values)


def deals(vary: Mapping[str, tuple[Number, ...]], most: int = 200) -> Iterator[dict[str, Number]]:
    """Every way to deal the values, up to `most`."""
    every = itertools.product(*vary.values())
    return (dict(zip(vary, values, strict=True)) for values in itertools.islice(every, most))


@dataclass(frozen=True)
class Answer:
    raw: str
    quantity: quantities.Quantity


def deal(question: Question, rng: Random) -> Dealt:
    return {name: rng.choice(values) for name, values in question.vary.items()}


def prompt(question: Question, dealt: Dealt) -> str:
    return _filled(question.prompt, _values(question, dealt))


def parse(question: Question, raw: Raw) -> Answer:
    text = raw if isinstance(raw, str) else " ".join(raw)
    plain = _LARGEST.sub(" ", text) if _ASKS_LARGEST.search(question.prompt) else text  # as it was asked, no hedge
    return Answer(text, quantities.read(plain, question.unit, question.units))


def grade(question: Question, dealt: Dealt, answer: Answer, terms: Terms) -> Verdict:
    values = _values(question, dealt)
    target = arithmetic.evaluate(question.formula, values)
    fit = fits(answer.quantity, target, question.tolerance)
    trace = _trace(question, answer, fit)
    if fit == "coarse":
        return Verdict("incorrect", 0.0, COARSE, trace, near_miss=True)
    if fit:
        exactly = f" 정확한 값은 {figures.grouped(target)}{question.unit}입니다." if fit == "rounded" else ""
        return Verdict("correct", 1.0, "맞습니다." + exactly, trace)
    for miss in question.near_misses:
        if fits(answer.quantity, arithmetic.evaluate(miss.formula, values), question.tolerance):
            return Verdict("incorrect", 0.0, _filled(miss.feedback, values), trace, near_miss=True)
    return Verdict("incorrect", 0.0, "아닙니다. 식을 세우고 값을 하나씩 넣어 보세요.", trace)


def fits(given: quantities.Quantity, target: Number, tolerance: float) -> Fit | None:
    """How the given number agrees with the target. Only a number in a larger unit, or a decimal key, may be rounded."""
    wanted = Fraction(target)
    gap = abs(given.value - wanted)
    whole = isinstance(target, int)
    if gap <= abs(wanted) * (0 if whole else Fraction(1, 10**9)):
        return "exact"
    if gap <= abs(wanted) * Fraction(repr(tolerance)):
        return "tolerance"
    if (given.scaled or not whole) and gap * 2 <= given.step and given.digits > 1:
        return "rounded" if given.digits >= ENOUGH_DIGITS else "coarse"
    return None


def _trace(question: Question, answer: Answer, fit: Fit | None) -> tuple[Step, ...]:
    read = figures.grouped(_number(answer.quantity.value)) + question.unit
    return (
        Step("수 읽기", answer.raw, read, f"쓰신 답을 {read}로 읽었습니다."),
        Step("정답과 비교", read, read, _NOTES[fit] if fit else "정답과 다릅니다."),
    )


def key(question: Question, dealt: Dealt) -> Key:
    values = _values(question, dealt)
    target = arithmetic.evaluate(question.formula, values)
    shown = figures.grouped(target)
    return Key(shown + question.unit, _forms(question, target), _filled(question.explanation, values, answer=shown))


def _forms(question: Question, target: Number) -> tuple[str, ...]:
    forms = [figures.grouped(target) + question.unit, figures.grouped(target), figures.plain(target)]
    if isinstance(target, int) and target >= 10_000:
        forms.append(figures.myriads(target) + question.unit)
    return tuple(dict.fromkeys(forms))


def specimens(question: Question, dealt: Dealt) -> Specimens:
    values = _values(question, dealt)
    target = arithmetic.evaluate(question.formula, values)
    misses = [figures.plain(arithmetic.evaluate(miss.formula, values)) for miss in question.near_misses]
    off = figures.plain(2 * abs(target) + 1)
    return Specimens(_forms(question, target), (*misses, off), ("", "모르겠습니다", "1,23", "3 또는 4"))


def _values(question: Question, dealt: Dealt) -> dict[str, Number]:
    """The dealt values; the first of its list for a name that an older deal did not know."""
    kept = {name: dealt.get(name) for name in question.vary}
    return {name: value if isinstance(value, int | float) else question.vary[name][0] for name, value in kept.items()}


def _filled(text: str, values: Mapping[str, Number], **more: str) -> str:
    return figures.fill(text, {name: figures.plain(value) for name, value in values.items()} | more)


def _number(value: Fraction) -> Number:
    return int(value) if value.denominator == 1 else float(value)

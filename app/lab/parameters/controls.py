"""A method's settings as controls of a form: bounds, help, choices, and what is wrong with a value. Knows no page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from models.architectures.shapes import Shape
from models.methods import METHODS, configure
from models.refusals import Refused

EMPTY = "{field}: 값을 적어 주세요."
TOO_MUCH = "{field}={value}: 이 구조에서는 {most:,} 이하여야 합니다."
YES_OR_NO = (("false", "아니요"), ("true", "예"))
SUGGESTED = {"targets": ("q", "q,v", "q,k,v,o", "all-linear")}  # for settings that are text
LONGEST = 9  # digits of a number that any setting could take
Kind = Literal["whole", "real", "choice", "text"]
Given = Mapping[str, str]


@dataclass(frozen=True)
class Control:
    """One setting: `value` is what was typed, right or wrong."""

    name: str
    value: str
    help: str
    kind: Kind
    least: float | None = None
    most: float | None = None
    choices: tuple[tuple[str, str], ...] = ()
    problem: str | None = None

    @property
    def power(self) -> int:
        """The slider moves in powers of two: which one is nearest below the value."""
        return max(int(self.value), 1).bit_length() - 1 if self.value.isdecimal() and len(self.value) < LONGEST else 0

    @property
    def powers(self) -> int:
        """The last of them."""
        return int(self.most or 1).bit_length() - 1


def controls(name: str, given: Given, shape: Shape | None, problem: Refused | None) -> tuple[Control, ...]:
    """The controls of one method. Where the architecture bears less than the Config allows, `most` says so."""
    fields = METHODS[name].Config.model_fields
    found = problems(name, given)
    if problem is not None and problem.field in fields:
        found.setdefault(str(problem.field), str(problem))
    return tuple(_control(name, field, about, given, shape, found.get(field)) for field, about in fields.items())


def own(name: str, given: Given) -> dict[str, str]:
    """Those of the given values that the method has a setting for."""
    return {field: given[field] for field in METHODS[name].Config.model_fields if field in given}


def problems(name: str, given: Given) -> dict[str, str]:
    """What is wrong with each value by itself, whatever the architecture."""
    found = {}
    for field, value in own(name, given).items():
        if not value.strip():
            found[field] = EMPTY.format(field=field)
            continue
        try:
            configure(name, {field: value})
        except Refused as refusal:
            found[field] = str(refusal)
    return found


def _control(
    name: str, field: str, about: FieldInfo, given: Given, shape: Shape | None, problem: str | None
) -> Control:
    kind, choices = _kind(field, about.annotation)
    value = given.get(field, written(about.default))
    if kind == "choice" and value not in dict(choices):
        choices = (*choices, (value, value))
    least, most = _bound(about, "ge", "gt"), _bound(about, "le", "lt")
    if kind == "whole" and shape is not None and least is not None and most is not None:
        allowed, most = most, largest(name, shape, field, given, int(least), int(most))
        if problem and most < allowed and value.isdecimal() and len(value) < LONGEST and int(value) > allowed:
            problem = TOO_MUCH.format(field=field, value=value, most=most)  # not two refusals, one after the other
    return Control(field, value, about.description or "", kind, least, most, choices, problem)


def _kind(field: str, annotation: Any) -> tuple[Kind, tuple[tuple[str, str], ...]]:
    if annotation is bool:
        return "choice", YES_OR_NO
    if get_origin(annotation) is Literal:
        return "choice", tuple((str(choice), str(choice)) for choice in get_args(annotation))
    if annotation in (int, float):
        return ("whole" if annotation is int else "real"), ()
    return "text", tuple((text, text) for text in SUGGESTED.get(field, ()))


def _bound(about: FieldInfo, *kinds: str) -> float | None:
    return next((getattr(rule, kind) for rule in about.metadata for kind in kinds if hasattr(rule, kind)), None)


def largest(name: str, shape: Shape, field: str, given: Given, least: int, most: int) -> int:
    """The largest value that the architecture bears beside the other values given, as far as those are right."""
    wrong = problems(name, given)
    others = {key: value for key, value in own(name, given).items() if key not in wrong and key != field}

    def refused(value: int) -> bool:
        try:
            METHODS[name].formula(shape, configure(name, {**others, field: value}))
        except Refused as refusal:
            return refusal.field == field
        return False

    return max(least, least + bisect_left(range(least, most + 1), True, key=refused) - 1)


def written(value: object) -> str:
    """A setting as the form and the address write it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)

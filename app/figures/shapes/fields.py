"""The settings of a view as fields of a form: what was typed, what may be typed, what is wrong. Knows no view."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

ADDRESS = "/figures/shapes"
SHOWN = 60  # letters of what was typed that a message repeats
Given = Mapping[str, str]
Problems = dict[str, str]


@dataclass(frozen=True)
class Field:
    """One setting. With `choices` (value, what it says) a list; with `most` a whole number; else free text."""

    name: str
    label: str
    help: str
    usual: str
    least: int = 1
    most: int = 0
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def range(self) -> str:
        return f"{self.least:,}~{self.most:,}" if self.most else ""

    def wrong(self, value: str) -> str | None:
        if self.choices and value not in dict(self.choices):
            return f"{self.label}: ‘{value[:SHOWN]}’은(는) 고를 수 없습니다. 목록에서 골라 주세요."
        if self.most and whole(value, self) is None:
            return f"{self.label}: {self.least:,}부터 {self.most:,}까지의 정수를 적어 주세요."
        return None


@dataclass(frozen=True)
class View:
    """One figure. `judge` finds what is wrong beyond single fields, told which of these are wrong already; `work`
    makes what the template shows."""

    slug: str
    title: str
    lead: str
    fields: tuple[Field, ...]
    work: Callable[[Given], Any]
    judge: Callable[[Given, Collection[str]], Problems] = lambda given, wrong: {}
    models: tuple[tuple[str, str], ...] = ()  # names, and addresses that fill the form with their sizes

    def given(self, asked: Given) -> dict[str, str]:
        """As it was typed; what was not asked is the usual."""
        return {field.name: asked.get(field.name, field.usual) for field in self.fields}

    def problems(self, given: Given) -> Problems:
        found = {field.name: told for field in self.fields if (told := field.wrong(given[field.name]))}
        return {**self.judge(given, found), **found}

    def address(self, **settings: object) -> str:
        return f"{ADDRESS}?{urlencode({'view': self.slug, **settings})}"


def whole(value: str, field: Field) -> int | None:
    """A whole number within the field's bounds, with or without commas; None for anything else."""
    digits = value.strip().replace(",", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits.lstrip("0")) <= len(str(field.most))):
        return None
    number = int(digits)
    return number if field.least <= number <= field.most else None


def number(value: str) -> int:
    """Of a value that was found right."""
    return int(value.strip().replace(",", ""))

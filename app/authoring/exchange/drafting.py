"""What comes of a file: drafts of items, and what was lost on the way, in either direction. Knows no format."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from app.bank.kinds import KINDS, number
from app.bank.question import Question

Fields = dict[str, Any]  # of an item, as quiz.yaml writes them
Holds = Mapping[str, frozenset[str]]  # kind -> the fields that a format can hold, such as `options.why`
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_ITEMS = 2_000  # of one file: more than that nobody reviews
MOST_PARTS = 100  # answers, options or pairs of one item
MOST_SIGNS = 100_000  # of all texts of one item, pictures not counted: what they take grows faster than they do
MOST_SECONDS = 40.0  # of processor time for one file: 500 usual questions take 3
LONGEST_NAME = 120  # of an item of a file, wherever it is named
TOO_LONG = f"문항 하나가 너무 길어 읽지 않습니다({MOST_SIGNS:,}자까지). 나누거나 줄여 주세요."
TOO_MANY_PARTS = f"답이나 보기가 {MOST_PARTS}개를 넘어 읽지 않습니다."
Each = TypeVar("Each")
WHOLE = ""  # the field of a loss that is the whole item


@dataclass(frozen=True, order=True)
class Lost:
    """Something that could not be carried over. `item` is an id, or whatever a foreign file calls it."""

    item: str
    field: str
    why: str


@dataclass(frozen=True)
class Draft:
    """One item that was read: the fields that the file held, and no others."""

    name: str
    fields: Fields
    lost: tuple[Lost, ...] = ()


class UnreadableError(ValueError):
    """The file cannot be read at all. The message says why, and what to do."""


def fit(found: Iterable[Each]) -> Iterator[Each]:
    """What a file holds one by one, as long as it is no endless file: neither in number nor in the time that whoever
    asks takes for each. Raises UnreadableError."""
    began = time.thread_time()
    for at, each in enumerate(found):
        if time.thread_time() - began > MOST_SECONDS:
            raise UnreadableError("이 파일은 읽는 데 너무 오래 걸립니다. 나누어서 올려 주세요.")
        if at == MOST_ITEMS:
            raise UnreadableError(f"문항이 {MOST_ITEMS:,}개를 넘습니다. 나누어서 올려 주세요.")
        yield each


def losses(question: Question, holds: Holds, format_name: str) -> Iterator[Lost]:
    """Of one item going out: every field that it uses and the format has no place for."""
    held = holds.get(question.kind)
    if held is None:
        yield Lost(question.id, WHOLE, f"{format_name}에는 이 갈래(kind: {question.kind})를 적을 곳이 없습니다.")
        return
    for field in used(question):
        if field not in held:
            yield Lost(question.id, field, f"{format_name}에는 적을 곳이 없습니다.")
    if isinstance(question, number.Question) and "vary" not in held and not is_figure(question.formula):
        yield Lost(question.id, "formula", "식 대신 셈한 값이 나갑니다.")


def used(question: Question) -> list[str]:
    """The fields that say something: `answer`, `options.why`. Options named a, b, c … in turn say nothing by that."""
    body = question.model_dump(mode="json", exclude_defaults=True, exclude={"kind"})
    found = list(dict.fromkeys(_paths(body)))
    if [each.get("key") for each in body.get("options", ())] == list(LETTERS[: len(body.get("options", ()))]):
        found = [field for field in found if field != "options.key"]
    return found


def _paths(body: Mapping[str, Any]) -> Iterator[str]:
    for name, value in body.items():
        rows = value if name in PARTS and isinstance(value, list) else ()
        inner = [f"{name}.{field}" for row in rows for field, said in row.items() if said not in (None, "", [], False)]
        yield from inner or [name]


def fields_of(kind: str) -> list[str]:
    """Every field that an item of this kind may have, as `used` names them."""
    found = []
    for name, field in KINDS[kind].Question.model_fields.items():
        if name == "kind":
            continue
        part = PARTS.get(name)
        inner = list(_models(field.annotation)) if part else []
        found += [f"{name}.{each}" for each in inner[0].model_fields] if inner else [name]
    return found


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)


PARTS = dict.fromkeys(("options", "blanks", "left", "right", "steps"), True)
"""Lists whose rows have fields that a format may hold one by one; other lists are held whole or not at all."""


def is_figure(formula: str) -> bool:
    """Whether a formula is one number and nothing to compute."""
    try:
        float(formula)
    except ValueError:
        return False
    return True


def chosen(
    questions: Iterable[Question], holds: Holds, format_name: str, gaps: bool = False
) -> tuple[list[Question], list[Lost]]:
    """Those that the format has a place for, and what all of them lose. `gaps`: several blanks in one item fit."""
    going: list[Question] = []
    lost: list[Lost] = []
    for question in questions:
        missing = list(losses(question, holds, format_name))
        if len(getattr(question, "blanks", ())) > 1 and not gaps:
            missing = [Lost(question.id, WHOLE, f"{format_name}에는 빈칸이 여럿인 문항을 적을 곳이 없습니다.")]
        if not any(each.field == WHOLE for each in missing):
            going.append(question)
        lost += missing
    return going, lost

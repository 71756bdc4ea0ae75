"""Turns what pydantic says of a value into Problems at their line and column. Knows no quiz file."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from app.bank.documents import Document
from app.bank.problems import Problem, problem

Model = TypeVar("Model", bound=BaseModel)
Path = Sequence[str | int]
Sentence = Callable[[dict[str, Any]], str]

TEXT, LIST, MAPPING = (
    "글이어야 합니다. 따옴표로 감싸 주세요.",
    "목록이어야 합니다. [ ]로 감싸 주세요.",
    "‘이름: 값’ 꼴로 적어 주세요.",
)
WHOLE, NUMBER, FLAG = "정수를 적어 주세요.", "수를 적어 주세요.", "true나 false를 적어 주세요."

_PATTERNS = {
    "id": "‘단원-이름-두 자리 수’ 꼴로 적어 주세요(예: peft-ox-08). 소문자와 숫자와 붙임표만 씁니다.",
    "date": "날짜를 2026-11-21 꼴로 적어 주세요.",
    **dict.fromkeys(
        ("key", "to"),
        "보기의 이름은 소문자와 숫자로 적어 주세요(예: a). 짝짓기와 순서에서는 뜻이 드러나지 않게 한두 자로 적습니다.",
    ),
    "arxiv": 'arXiv 번호를 "2106.09685" 꼴로 적고 따옴표로 감싸 주세요.',
    "demo": "실습의 이름은 소문자와 숫자와 붙임표로 적어 주세요(예: lora-count).",
    "run": "‘모듈.함수’ 꼴로 적어 주세요(예: lora.zero_b_leaves_logits_unchanged).",
    "url": "http://나 https://로 시작하는 주소를 적어 주세요.",
}

# pydantic's name of an error -> our code, and what to mend
_SENTENCES: dict[str, tuple[str, Sentence]] = {
    "string_type": ("wrong-type", lambda _: TEXT),
    **dict.fromkeys(("tuple_type", "list_type"), ("wrong-type", lambda _: LIST)),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), ("wrong-type", lambda _: MAPPING)),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), ("wrong-type", lambda _: WHOLE)),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), ("wrong-type", lambda _: NUMBER)),
    **dict.fromkeys(("bool_type", "bool_parsing"), ("wrong-type", lambda _: FLAG)),
    "string_too_short": ("empty-field", lambda _: "비어 있습니다. 내용을 적어 주세요."),
    "string_too_long": ("too-long", lambda context: f"{context['max_length']}자까지만 적을 수 있습니다. 줄여 주세요."),
    "too_short": ("too-few", lambda context: f"{context['min_length']}개 이상 적어 주세요."),
    "too_long": (
        "too-many",
        lambda context: f"{context['max_length']}개까지만 적을 수 있습니다. 나머지를 지워 주세요.",
    ),
    "greater_than_equal": ("wrong-value", lambda context: f"{context['ge']} 이상으로 적어 주세요."),
    "greater_than": ("wrong-value", lambda context: f"{context['gt']}보다 크게 적어 주세요."),
    "less_than_equal": ("wrong-value", lambda context: f"{context['le']} 이하로 적어 주세요."),
    "less_than": ("wrong-value", lambda context: f"{context['lt']}보다 작게 적어 주세요."),
    "literal_error": ("wrong-value", lambda context: f"{_listed(context['expected'])} 가운데 하나를 적어 주세요."),
    "misplaced": ("wrong-value", lambda context: str(context["message"])),
    "value_error": ("wrong-value", lambda context: str(context["error"])),
}


def validated(
    model: type[Model], value: Any, document: Document, path: Path, item: str | None = None
) -> tuple[Model | None, list[Problem]]:
    """The model of `value`, which stands at `path` of the document, or everything that is wrong with it."""
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        found = [_problem(model, detail, document, path, item) for detail in error.errors()]
    once = {(each.line, each.column, each.code): each for each in reversed(found)}
    return None, sorted(once.values())


def misplaced(message: str, *path: str | int) -> PydanticCustomError:
    """For a validator of a whole model: what is wrong with one value in it, so that the author is led to that value."""
    return PydanticCustomError("misplaced", "{message}", {"message": message, "path": path})


def _problem(model: type[BaseModel], detail: ErrorDetails, document: Document, path: Path, item: str | None) -> Problem:
    code, message = _said(model, detail)
    within = detail["ctx"]["path"] if detail["type"] == "misplaced" else ()
    place = document.place([*path, *detail["loc"], *within], key=detail["type"] == "extra_forbidden")
    return problem(place, code, message, item)


def _said(model: type[BaseModel], detail: ErrorDetails) -> tuple[str, str]:
    loc, kind = detail["loc"], detail["type"]
    name = str(next((step for step in reversed(loc) if isinstance(step, str)), ""))
    if kind == "missing":
        return "missing-field", f"‘{name}’ 칸이 없습니다. 더해 주세요."
    if kind == "extra_forbidden":
        return "unknown-field", unknown(name, fields_at(model, loc[:-1]))
    if kind == "string_pattern_mismatch":
        wanted = _PATTERNS.get(name, f"정해진 꼴({detail['ctx']['pattern']})로 적어 주세요.")
        return "wrong-form", f"‘{str(detail['input'])[:40]}’은(는) 꼴이 맞지 않습니다. {wanted}"
    if loc and loc[-1] in ("int", "float"):  # one of two: either will do
        return "wrong-type", NUMBER
    said_whole = kind in ("value_error", "misplaced")
    code, sentence = _SENTENCES.get(
        kind, ("wrong-value", lambda _: f"값이 맞지 않습니다({detail['msg']}). 고쳐 주세요.")
    )
    return code, (f"‘{name}’: " if name and not said_whole else "") + sentence(detail.get("ctx", {}))


def unknown(name: str, known: Sequence[str]) -> str:
    """What to write instead of a name that does not exist."""
    near = difflib.get_close_matches(name, known, n=1)
    guess = f"‘{near[0]}’을(를) 뜻했나요? " if near else ""
    return f"‘{name}’은(는) 없는 칸입니다. {guess}{', '.join(known)} 가운데 골라 주세요."


def fields_at(model: type[BaseModel], loc: Path) -> list[str]:
    """The fields of the model that stands at `loc` inside `model`."""
    for step in loc:
        if isinstance(step, str) and step in model.model_fields:
            model = _model_in(model.model_fields[step].annotation) or model
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in typing.get_args(annotation) if (found := _model_in(inner))), None)


def _listed(expected: str) -> str:
    return expected.replace(" or ", ", ").replace("'", "")

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from app.bank import format
from app.bank.kinds import KINDS
from app.bank.references import Reference
from app.bank.terms import Term
from app.content import QUIZZES

MANUAL = (QUIZZES / "README.md").read_text(encoding="utf-8")


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


def fields(model: type[BaseModel]) -> set[str]:
    found = set(model.model_fields)
    for field in model.model_fields.values():
        for inner in models_in(field.annotation):
            found |= fields(inner)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_stands_in_the_manual(kind: str) -> None:
    missing = {name for name in fields(KINDS[kind].Question) if f"{name}:" not in MANUAL}
    assert missing == set()
    assert f"# {kind}" in MANUAL


@pytest.mark.parametrize("model", [Term, Reference])
def test_every_field_of_the_course_files_stands_in_the_manual(model: type[BaseModel]) -> None:
    assert {name for name in fields(model) if f"{name}:" not in MANUAL} == set()


def test_the_manual_in_brief_leads_to_the_manual() -> None:
    assert "quizzes/README.md" in (format.__doc__ or "")
    assert all(
        name in (format.__doc__ or "")
        for name in ("unit", "items", *KINDS["ox"].Question.model_fields)
        if name != "answer"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_named_as_its_registry_line(kind: str) -> None:
    assert get_args(KINDS[kind].Question.model_fields["kind"].annotation) == (kind,)

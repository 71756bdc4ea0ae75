"""Our own format: a unit's `items`, as quizzes/<unit>/quiz.yaml has them. Loses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from app.authoring.exchange import archives
from app.authoring.exchange.drafting import (
    LONGEST_NAME,
    MOST_SIGNS,
    TOO_LONG,
    Draft,
    Fields,
    Lost,
    UnreadableError,
    fields_of,
    fit,
)
from app.bank import documents
from app.bank.kinds import KINDS
from app.bank.question import Question

HOLDS = {kind: frozenset(fields_of(kind)) for kind in KINDS}
WIDTH = 120
MARKS, MOST_MARKS = (":", "- ", ",", "? "), 250_000  # by which values stand apart: each costs far more than its letters
FIRST = ("id", "kind", "concept", "difficulty", "skill", "prompt")
LAST = ("explanation", "sources", "correction", "check", "demo")


def write(questions: Iterable[Question]) -> tuple[bytes, tuple[Lost, ...]]:
    return dumped({"items": [body(question) for question in questions]}).encode(), ()


def read(data: bytes) -> tuple[tuple[Draft, ...], tuple[Lost, ...]]:
    """Raises UnreadableError."""
    text = archives.text(data, "YAML")
    if sum(text.count(mark) for mark in MARKS) > MOST_MARKS:
        raise UnreadableError("YAML 파일에 칸이 너무 많습니다. 나누어서 올려 주세요.")
    document = documents.parsed("YAML", text)
    if document.problems:
        raise UnreadableError(f"{document.problems[0].line}째 줄: {document.problems[0].message}")
    entries = document.value.get("items") if isinstance(document.value, dict) else document.value
    if not isinstance(entries, list):
        raise UnreadableError("‘items’ 목록이 없습니다. quiz.yaml과 같은 꼴이어야 합니다.")
    drafts, lost = [], []
    for at, entry in enumerate(fit(entries), 1):
        if isinstance(entry, dict):
            name = str(entry.get("id") or f"{at}번째")[:LONGEST_NAME]
            if len(str(entry)) > MOST_SIGNS:
                lost.append(Lost(name, "", TOO_LONG))
            else:
                drafts.append(Draft(name, entry))
        else:
            lost.append(Lost(f"{at}번째", "", "‘이름: 값’ 꼴이 아니어서 읽지 않습니다."))
    return tuple(drafts), tuple(lost)


class _Dumper(yaml.CSafeDumper):
    """Quotes whatever YAML 1.1 or 1.2 would take for something else than text; what has several lines is a block."""


for _first, _resolvers in documents.Loader.yaml_implicit_resolvers.items():
    for _tag, _pattern in _resolvers:
        _Dumper.add_implicit_resolver(_tag, _pattern, [_first])
_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def dumped(value: Any) -> str:
    """A value as YAML that every reader takes for the same."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


def body(question: Question) -> Fields:
    """An item's fields as its author would write them: in the usual order, defaults left out."""
    return ordered(question.model_dump(mode="json", exclude_defaults=True))


def ordered(fields: Fields) -> Fields:
    middle = [name for name in fields if name not in (*FIRST, *LAST)]
    return {name: fields[name] for name in (*FIRST, *middle, *LAST) if name in fields}

"""A file that is one list or one mapping: `terms.yaml`, `references.yaml`. Knows not what an entry means."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from app.bank import documents
from app.bank.documents import Document
from app.bank.field_mistakes import unknown, validated
from app.bank.problems import Place, Problem, problem, shown

Entry = TypeVar("Entry", bound=BaseModel)


def read(path: Path, name: str, model: type[Entry]) -> tuple[dict[str, Entry], Document, list[Problem]]:
    """The good entries by id or key, and everything that is wrong with the file."""
    if not path.is_file():
        missing = problem(Place(shown(path)), "missing-file", f"{path.name} 파일이 없습니다. 만들어 주세요.")
        return {}, Document(shown(path)), [missing]
    document = documents.read(path)
    problems = list(document.problems)
    body = document.value if isinstance(document.value, dict) else {}
    problems += [
        problem(document.place([other], key=True), "unknown-field", unknown(other, [name]))
        for other in body
        if other != name
    ]
    if name not in body and not problems:
        problems.append(problem(document.place(), "missing-field", f"‘{name}’ 칸이 없습니다. 더해 주세요."))
    if not isinstance(body.get(name), dict | list | None):
        message = f"‘{name}’ 아래에 하나씩 줄을 나누어 적어 주세요."
        problems.append(problem(document.place([name]), "wrong-type", message))
    found: dict[str, Entry] = {}
    for step, key, value in _steps(body.get(name)):
        entry, wrong = validated(model, value, document, [name, step])
        problems += wrong
        if entry is None:
            continue
        if key in found:
            message = f"‘{key}’은(는) 이미 있습니다. 하나를 지우거나 이름을 바꾸어 주세요."
            problems.append(problem(document.place([name, step]), "duplicate-id", message))
        found.setdefault(key, entry)
    return found, document, problems


def _steps(value: Any) -> list[tuple[str | int, str, Any]]:
    """The entries of a list (named by their `id`) or of a mapping (named by their key)."""
    if isinstance(value, dict):
        return [(key, key, entry) for key, entry in value.items()]
    entries = value if isinstance(value, list) else []
    return [(at, str(entry.get("id")) if isinstance(entry, dict) else "", entry) for at, entry in enumerate(entries)]

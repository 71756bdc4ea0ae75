"""The quiz file, `quizzes/<unit>/quiz.yaml`: a tagged union over the kinds. Knows one file at a time, no course.

The author's manual in brief; quizzes/README.md has every field with an example.

    unit: peft                  the name of the folder
    items:                      one entry a question
    - id: peft-ox-08            stable for ever: <unit>-<anything>-<two digits>
      kind: ox                  chooses which further fields there are: app/bank/kinds/<kind>.py
      concept difficulty skill  what is asked, and how hard it is
      prompt explanation        Markdown, before and after the answer
      sources near_misses correction
      check                     a computation that establishes the key: docs/keys-that-run.md
      demo                      where the lab shows it: a preset of app/lab/presets
"""

from __future__ import annotations

from typing import Any

from app.bank.documents import Document
from app.bank.field_mistakes import unknown, validated
from app.bank.kinds import KINDS
from app.bank.problems import Problem, problem
from app.bank.question import Question

FIELDS = ("unit", "items")


def read_items(document: Document, slug: str) -> tuple[dict[int, Question], list[Problem]]:
    """The good items of a quiz file by their position, and everything that is wrong with the file."""
    problems = list(document.problems)
    if document.value is None and problems:
        return {}, problems
    if not isinstance(document.value, dict):
        message = "‘unit’과 ‘items’가 있어야 합니다. quizzes/README.md를 보세요."
        return {}, [*problems, problem(document.place(), "wrong-type", message)]
    problems += _head(document, document.value, slug)
    found: dict[int, Question] = {}
    entries = document.value.get("items")
    for at, entry in enumerate(entries if isinstance(entries, list) else []):
        item, wrong = _item(document, at, entry)
        problems += wrong
        if item is not None:
            found[at] = item
    return found, problems


def _head(document: Document, value: dict[str, Any], slug: str) -> list[Problem]:
    """What is wrong above the items."""
    wrong = [
        problem(document.place([name], key=True), "unknown-field", unknown(name, FIELDS))
        for name in value
        if name not in FIELDS
    ]
    if value.get("unit") != slug:
        wrong.append(
            problem(document.place(["unit"]), "wrong-unit", f"폴더의 이름대로 ‘unit: {slug}’이라고 적어 주세요.")
        )
    if not isinstance(value.get("items"), list):
        wrong.append(
            problem(document.place(["items"]), "missing-field", "‘items’ 목록이 없습니다. 문항을 더해 주세요.")
        )
    return wrong


def _item(document: Document, at: int, entry: Any) -> tuple[Question | None, list[Problem]]:
    path = ("items", at)
    if not isinstance(entry, dict):
        return None, [
            problem(document.place(path), "wrong-type", "문항은 ‘이름: 값’ 꼴이어야 합니다. 들여쓰기를 살펴보세요.")
        ]
    kind, name = entry.get("kind"), entry.get("id")
    item = name if isinstance(name, str) else None
    mend = f"{', '.join(KINDS)} 가운데 하나를 적어 주세요."
    if kind is None:
        return None, [problem(document.place(path), "missing-field", f"‘kind’ 칸이 없습니다. {mend}", item)]
    if not isinstance(kind, str) or kind not in KINDS:
        message = f"‘{kind}’은(는) 없는 갈래입니다. {mend}"
        return None, [problem(document.place([*path, "kind"]), "unknown-kind", message, item)]
    return validated(KINDS[kind].Question, entry, document, path, item)

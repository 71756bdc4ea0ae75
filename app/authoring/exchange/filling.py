"""A draft as the text that its author reviews: every field that our format asks for and the file did not hold stands
there, empty, with a word on what belongs into it. `seodang check` faults each of them."""

from __future__ import annotations

import re

from app.authoring.exchange.drafting import Draft, Fields
from app.authoring.exchange.yaml_file import dumped, ordered

MARK = "# 적어 주세요:"
HINTS = {
    "concept": "묻는 사실의 이름(예: adapter-trains). 같은 사실을 묻는 문항은 같은 이름을 씁니다.",
    "difficulty": "1 쉬움, 2 보통, 3 어려움",
    "prompt": "문제(Markdown)",
    "answer": "정답",
    "explanation": "답한 뒤에 보이는 해설(Markdown)",
    "sources": "[{ref: references.yaml의 이름, locus: 그 안의 자리}]",
    "rubric": "[{point: 요점, weight: 1.0, says: [[[꼭 나올 말]]]}]",
    "formula": "셈하는 식",
    "why": "왜 그런지",
}
_EMPTY: Fields = {"concept": "", "difficulty": 0, "prompt": "", "explanation": "", "sources": []}
_BY_KIND: dict[str, Fields] = {
    "ox": {"answer": ""},
    "short": {"answer": ""},
    "essay": {"answer": "", "rubric": []},
    "number": {"formula": ""},
}
_LINE = re.compile(r"^( *(?:- )?)(" + "|".join(HINTS) + r"): (''|0|\[\])$", re.MULTILINE)
_MARKED = re.compile(rf"(?<! ) *{re.escape(MARK)}.*$", re.MULTILINE)


def text(draft: Draft, item: str) -> str:
    """The draft as an item's YAML under a new id."""
    fields = draft.fields
    empty = _EMPTY | _BY_KIND.get(str(fields.get("kind")), {})
    whole = {**{"id": item, "kind": ""}, **empty, **fields, "id": item}
    explained = {name: _explained(name, value, str(fields.get("kind"))) for name, value in whole.items()}
    return _LINE.sub(_hinted, dumped(ordered(explained)))


def settled(written: str) -> str:
    """The text without the words on what to fill in."""
    return _MARKED.sub("", written)


def _explained(name: str, value: object, kind: str) -> object:
    """Options that are wrong, sides and steps want to be explained."""
    if not isinstance(value, list) or name not in ("options", "left", "steps"):
        return value
    return [
        row | {"why": ""} if isinstance(row, dict) and not row.get("why") and not row.get("correct") else row
        for row in value
    ]


def _hinted(found: re.Match[str]) -> str:
    return f"{found[0]}  {MARK} {HINTS[found[2]]}"

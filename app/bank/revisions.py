"""Names a version of an item by what it says: a hash of its canonical JSON. Knows nothing of files or history."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from app.bank.question import Question

# What a learner sees before answering. A change here starts the item afresh; a change elsewhere only regrades.
_SHOWN = ("kind", "prompt", "vary", "unit", "multiple", "reuse")
# What stands beside the question: how its key is established, and where it can be seen. Says nothing new to a learner.
_BESIDE = {"check", "demo"}


def canonical(item: Question) -> dict[str, Any]:
    """What the item says, as plain data. Defaults are left out, so that a field added later changes no old revision."""
    return item.model_dump(mode="json", exclude_defaults=True, exclude=_BESIDE)


def revision(item: Question) -> str:
    """Changes with anything the item says, and not with how the file is laid out."""
    return _hash(canonical(item))


def prompt_revision(item: Question) -> str:
    """Changes with what is shown before the answer: the prompt, the options, the values that may be dealt. Which option
    is right, and the right order of steps, are no part of it."""
    body = canonical(item)
    shown: dict[str, Any] = {name: body[name] for name in _SHOWN if name in body}
    if "options" in body:
        shown["options"] = [{"key": option["key"], "text": option["text"]} for option in body["options"]]
    if "left" in body:
        shown["left"] = [row["text"] for row in body["left"]]
    for name in ("right", "steps"):
        if name in body:
            shown[name] = sorted([option["key"], option["text"]] for option in body[name])
    return _hash(shown)


def _hash(body: dict[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

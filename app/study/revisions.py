"""Each item's text as a row, inserted when it is first loaded, so that old answers keep the question they answered.
Knows nothing of learners."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from app.bank.question import Question
from app.database import Database
from app.study.tables import ItemRevision

SEEN = ("id", "kind", "prompt", "unit", "multiple", "vary", "formula")


@dataclass(frozen=True)
class Revision:
    """Names the text of an item: its row, and the hashes of all of it and of what is seen before answering."""

    id: int
    sha: str
    asked: str


def body(question: Question) -> dict[str, Any]:
    """Canonical: without defaults, so that a field added to the format later revises nothing."""
    return question.model_dump(mode="json", exclude_defaults=True)


def sha(question: Question) -> str:
    return _hash(body(question))


def asked(question: Question) -> str:
    """The hash of what a learner sees before answering; a key or an explanation is not part of it."""
    whole = body(question)
    seen = {name: whole.get(name) for name in SEEN}
    seen["options"] = [(option["key"], option["text"]) for option in whole.get("options", ())]
    seen["blanks"] = len(whole.get("blanks", ()))
    return _hash(seen)


def record(database: Database, questions: Iterable[Question]) -> Mapping[str, Revision]:
    """The revision of every item as it is now. Rows are made for those never seen before."""
    current = {question.id: question for question in questions}
    with database.write() as session:
        rows = session.execute(select(ItemRevision.item_id, ItemRevision.sha, ItemRevision.id))
        known = {(row.item_id, row.sha): row.id for row in rows}
        new = [_row(question) for question in current.values() if (question.id, sha(question)) not in known]
        session.add_all(new)
        session.flush()
        known |= {(row.item_id, row.sha): row.id for row in new}
        session.commit()
    return {
        name: Revision(known[name, sha(question)], sha(question), asked(question)) for name, question in current.items()
    }


def _row(question: Question) -> ItemRevision:
    return ItemRevision(
        item_id=question.id, sha=sha(question), asked=asked(question), body=body(question), first_seen=datetime.now(UTC)
    )


def _hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

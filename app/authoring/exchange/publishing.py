"""The taken items of a draft into their unit: fresh ids where others took them meanwhile, one commit, one log entry.
Judges nothing itself: `Published` does."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from fastapi import Request

from app.authoring import items
from app.authoring.editing import saving, subjects
from app.authoring.exchange import filling, keeping
from app.authoring.items import ItemError
from app.authoring.published import Published
from app.authoring.tables import ImportDraft
from app.people import auditing
from app.people.cookie import Member

_ID = re.compile(r"^id:.*$", re.MULTILINE)


def publish(request: Request, member: Member, row: ImportDraft, reason: str) -> int:
    """How many items came into service. Raises ItemError, RejectedError, ConflictError, GitError."""
    published: Published = request.app.state.published
    taken = [entry.text for entry in keeping.entries(row) if not entry.out]
    if not taken:
        raise ItemError("들여올 문항이 하나도 없습니다. 들여올 문항의 ‘들여오기’를 골라 주세요.")
    if row.unit not in published.course.bank.units:
        raise ItemError(f"‘{row.unit}’ 단원이 없습니다. 단원을 만들고 다시 해 주세요.")
    saving.publish(request, member, f"units/{row.unit}", lambda: edits(published, row.unit, taken), reason)
    with request.app.state.database.write() as session:
        kept = session.get(ImportDraft, row.id)
        kept.published = datetime.now(UTC)
        auditing.record(session, member.account, "import.published", row.file, unit=row.unit, items=len(taken))
        session.commit()
    return len(taken)


def edits(published: Published, unit: str, texts: list[str]) -> dict[str, str | bytes | None]:
    """The unit's file with these items at its end, and the list of ids with theirs. Raises ItemError."""
    path = f"{unit}/quiz.yaml"
    whole = published.text(path)
    kinds = [str(items.parsed(text).get("kind")) for text in texts]
    ids = keeping.fresh(published, unit, kinds)
    for text, item in zip(texts, ids, strict=True):
        bare = _ID.sub("", filling.settled(text), count=1).strip("\n")
        whole = subjects.added(whole, f"id: {item}\n{bare}\n")
    return {path: whole, **subjects.listed(published, *ids)}

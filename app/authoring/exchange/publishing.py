"""The taken items of a draft into their unit: fresh ids where others took them meanwhile, one commit, one log entry.
Judges nothing itself: `Published` does."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime

from fastapi import Request

from app.authoring.editing import saving, subjects
from app.authoring.exchange import filling, keeping
from app.authoring.items import ItemError
from app.authoring.published import Published
from app.authoring.tables import ImportDraft
from app.bank import documents
from app.bank.checking.ids import LIST
from app.people import auditing
from app.people.cookie import Member

_TURN = threading.Lock()
_ID = re.compile(r"^id:.*$", re.MULTILINE)


def publish(request: Request, member: Member, row: ImportDraft, reason: str) -> int:
    """How many items came into service; none where they did already, by a second click. Raises ItemError,
    RejectedError, ConflictError, GitError."""
    with _TURN:
        with request.app.state.database.read() as session:
            standing = session.get(ImportDraft, row.id)
            if standing is None or standing.published is not None:
                return 0
        return _publish(request, member, row, reason)


def _publish(request: Request, member: Member, row: ImportDraft, reason: str) -> int:
    published: Published = request.app.state.published
    taken = [entry.text for entry in keeping.entries(row) if not entry.out]
    if not taken:
        raise ItemError("들여올 문항이 하나도 없습니다. 들여올 문항의 ‘들여오기’를 골라 주세요.")
    if row.unit not in published.course.bank.units:
        raise ItemError(f"‘{row.unit}’ 단원이 없습니다. 단원을 만들고 다시 해 주세요.")
    made = _Once(published, row.unit, taken)
    saving.publish(request, member, f"units/{row.unit}", made, reason)
    with request.app.state.database.write() as session:
        kept = session.get(ImportDraft, row.id)
        if kept is not None:
            kept.published = datetime.now(UTC)
        auditing.record(session, member.account, "import.published", row.file, unit=row.unit, items=len(taken))
        session.commit()
    return len(taken)


class _Once:
    """The edits, made anew only where the files have changed: many items take a while."""

    def __init__(self, published: Published, unit: str, texts: list[str]) -> None:
        self._published, self._unit, self._texts = published, unit, texts
        self._known: dict[tuple[str, ...], dict[str, str | bytes | None]] = {}

    def __call__(self) -> dict[str, str | bytes | None]:
        seen = tuple(self._published.version(path) for path in (f"{self._unit}/quiz.yaml", LIST))
        if seen not in self._known:
            self._known = {seen: edits(self._published, self._unit, self._texts)}
        return self._known[seen]


def edits(published: Published, unit: str, texts: list[str]) -> dict[str, str | bytes | None]:
    """The unit's file with these items at its end, and the list of ids with theirs. Raises ItemError."""
    path = f"{unit}/quiz.yaml"
    whole = published.text(path)
    kinds = [_kind(text) for text in texts]
    ids = keeping.fresh(published, unit, kinds)
    for text, item in zip(texts, ids, strict=True):
        bare = _ID.sub("", filling.settled(text), count=1).strip("\n")
        whole = subjects.added(whole, f"id: {item}\n{bare}\n")
    return {path: whole, **subjects.listed(published, *ids)}


def _kind(text: str) -> str:
    """By the bank's own reader: the one that remembers comments takes a hundred times as long. Raises ItemError."""
    document = documents.parsed("", text)
    if document.problems:
        raise ItemError(document.problems[0].message)
    return str(document.value.get("kind")) if isinstance(document.value, dict) else ""

"""Each item's text as a row, inserted when it is first loaded, so that old answers keep the question they answered.
Knows nothing of learners; how a text is named is the bank's business."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bank.loading import Bank
from app.bank.revisions import canonical
from app.database import Database
from app.study.tables import ItemRevision, Response


def asked_then(session: Session, response: Response) -> str:
    """Names the words that were answered, as `prompt_revision` names those of now."""
    return session.get_one(ItemRevision, response.prompt_revision).asked


def record(database: Database, bank: Bank, author: str | None = None, reason: str | None = None) -> Mapping[str, int]:
    """The row of every item as it is now; made for those whose text was never seen before, with who wrote it and why
    (None for what came with the content folder)."""
    with database.read() as session:
        rows = session.execute(select(ItemRevision.item_id, ItemRevision.sha, ItemRevision.id))
        known = {(row.item_id, row.sha): row.id for row in rows}
    if any((item, bank.revision(item)) not in known for item in bank.items):
        known = _insert_missing(database, bank, author, reason)
    return {item: known[item, bank.revision(item)] for item in bank.items}


def _insert_missing(
    database: Database, bank: Bank, author: str | None, reason: str | None
) -> dict[tuple[str, str], int]:
    with database.write() as session:
        rows = session.execute(select(ItemRevision.item_id, ItemRevision.sha, ItemRevision.id))
        known = {(row.item_id, row.sha): row.id for row in rows}
        new = [_row(bank, item, author, reason) for item in bank.items if (item, bank.revision(item)) not in known]
        session.add_all(new)
        session.flush()
        known |= {(row.item_id, row.sha): row.id for row in new}
        session.commit()
    return known


def _row(bank: Bank, item: str, author: str | None, reason: str | None) -> ItemRevision:
    return ItemRevision(
        item_id=item,
        sha=bank.revision(item),
        asked=bank.prompt_revision(item),
        body=canonical(bank.items[item]),
        author=author,
        reason=reason,
        first_seen=datetime.now(UTC),
    )

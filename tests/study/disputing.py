"""What a learner sends of a doubt, and what an instructor answers; asserts nothing."""

from __future__ import annotations

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import select, update

from app.database import Database
from app.study.dispute_tables import Dispute, DisputeMessage
from tests.conftest import HTMX
from tests.people.acting import make

PAGE = "/lectures/mini"
FORM = "이 문항이 이상해요"


def doubt(client: TestClient, response: int = 1, reason: str = "key", text: str = "", htmx: bool = True) -> Response:
    form = {"response": str(response), "reason": reason, "text": text}
    return client.post("/disputes", data=form, headers=HTMX if htmx else {})


def kept(database: Database) -> list[tuple[str, str]]:
    """Reason and text of every message."""
    with database.read() as session:
        found = select(Dispute.reason, DisputeMessage.text).join(DisputeMessage).order_by(DisputeMessage.id)
        return [(reason, text) for reason, text in session.execute(found)]


def reply(database: Database, text: str, outcome: str | None = None) -> None:
    """As an instructor does."""
    account = make(database, "teacher", "instructor")
    with database.write() as session:
        dispute = session.scalars(select(Dispute)).one()
        session.add(DisputeMessage(dispute_id=dispute.id, account_id=account, text=text, created=dispute.created))
        session.execute(update(Dispute).values(unread=True, outcome=outcome))
        session.commit()


def say(client: TestClient, text: str, htmx: bool = True) -> Response:
    """The learner's next word in the first dispute."""
    return client.post("/disputes/1/answer", data={"text": text}, headers=HTMX if htmx else {})

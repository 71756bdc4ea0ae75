"""What a browser does with a question's form, and how a test reads what comes back."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import select

from app.database import Database
from app.study import tables
from tests.conftest import HTMX


def send(
    client: TestClient,
    item: str,
    answer: str | list[str] = "",
    *,
    act: str = "answer",
    deal: int = 0,
    place: str = "lecture",
    htmx: bool = True,
) -> Response:
    form = {"answer": answer, "deal": str(deal), "place": place}
    return client.post(f"/study/items/{item}/{act}", data=form, headers=HTMX if htmx else {})


def begin(client: TestClient, **chosen: str) -> str:
    """A round of practice of what was chosen; its number."""
    response = client.post("/practice", data=chosen)
    assert response.status_code == 303
    return response.headers["location"].rsplit("/", 1)[1]


def state(html: str, item: str) -> str:
    """open | near | correct | partial | incorrect: how the question is shown."""
    found = re.search(rf'<section class="item" id="q-{item}"[^>]* data-state="(\w+)"', html)
    assert found, f"{item} is not on the page"
    return found[1]


def deal(html: str) -> int:
    found = re.search(r'name="deal" value="(\d+)"', html)
    assert found
    return int(found[1])


def responses(database: Database) -> list[tables.Response]:
    """All answers that were recorded, in order."""
    with database.read() as session:
        return list(session.scalars(select(tables.Response).order_by(tables.Response.id)))

"""What an instructor sees and sends who marks by hand. Knows no single test."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient
from sqlalchemy import select

from app.database import Database
from app.study.tables import Grade

ESSAY, QUEUE = "mini-essay-01", "/authoring/marking"
GOOD, POOR = "어댑터는 작은 모듈을 층 사이에 넣어 그것만 학습한다.", "잘 모르겠지만 무언가를 학습한다."


def grade_of(database: Database, response: int) -> Grade:
    with database.read() as session:
        found = session.scalars(select(Grade).where(Grade.response_id == response).order_by(Grade.id.desc()))
        return found.first()  # type: ignore[return-value]


def sheet_form(client: TestClient, address: str, at: int = 0) -> dict[str, str | list[str]]:
    """What the sheet's form holds as it is shown."""
    sheet = client.get(address).text.split('<section class="panel sheet"')[1 + at]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="(\d+)"', sheet))
    points = re.findall(r'name="point"[^>]* value="(\d+)"', sheet)
    return {**hidden, "point": points, "comment": ""}


def most_points(client: TestClient, address: str) -> list[str]:
    return re.findall(r'name="point"[^>]* max="(\d+)"', client.get(address).text.split("panel sheet")[1])

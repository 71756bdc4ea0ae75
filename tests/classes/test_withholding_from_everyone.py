"""An assignment that keeps its keys from everyone: from strangers and other accounts too, but from no instructor."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.database import Database
from tests.classes.acting import assign, let_pass
from tests.classes.telling import ANSWERS, OX, tells
from tests.study.forms import send, state


def test_what_is_kept_from_everyone_is_told_to_no_stranger_and_to_no_other_account(
    app: FastAPI, seo: TestClient, room: str, mina: TestClient, dul: TestClient, database: Database
) -> None:
    task = assign(seo, room, list(ANSWERS), keys="everyone")
    for client in (mina, dul):
        for item, answer in ANSWERS.items():
            assert state(send(client, item, answer).text, item) == "given"
        pages = ("/lectures/mini", "/practice?which=wrong", "/errata", "/search?q=바로잡은", "/api/v1/items")
        assert [page for page in pages if tells(client.get(page).text)] == []
        assert client.post(f"/api/v1/items/{OX}/responses", json={"answer": "X"}).status_code == 403
    with TestClient(app) as newcomer:
        assert "바로잡은 주장" not in newcomer.get("/errata").text
        assert "mini-ox-01" not in newcomer.get("/search?q=바로잡은").text
    let_pass(database, task)
    assert "비밀 해설 둘" in mina.get("/lectures/mini").text


def test_what_is_kept_from_everyone_is_told_to_instructors(seo: TestClient, park: TestClient, room: str) -> None:
    assign(seo, room, list(ANSWERS), keys="everyone")
    for client in (seo, park):
        assert "비밀 해설 둘" in send(client, OX, "X").text
        assert "바로잡은 주장" in client.get("/errata").text

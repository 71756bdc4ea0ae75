"""/api/v1 as other programs rely on it."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.course import Course
from app.database import Database
from app.study.tables import Response

NOTHING_TOLD = {"key": None, "accepted": None, "explanation": None, "sources": None}


def _post(client: TestClient, item: str, answer: Any) -> dict[str, Any]:
    response = client.post(f"/api/v1/items/{item}/responses", json={"answer": answer})
    assert response.status_code == 200, response.text
    return response.json()  # type: ignore[no-any-return]


def test_units_and_their_sections(mina: TestClient, course: Course) -> None:
    (unit,) = mina.get("/api/v1/units").json()["units"]
    assert (unit["slug"], unit["title"], unit["items"]) == ("mini", "작은 단원", len(course.questions))
    assert unit["sections"][0]["anchor"] == "adapters"
    assert "mini-ox-01" in unit["sections"][0]["items"]


def test_an_item_has_its_prompt_and_options_and_no_more(mina: TestClient) -> None:
    choice = mina.get("/api/v1/items/mini-choice-01").json()
    assert set(choice) == {"id", "unit", "kind", "concept", "difficulty", "prompt", "options"}
    assert [set(option) for option in choice["options"]] == [{"key", "text"}] * 3
    assert set(mina.get("/api/v1/items/mini-ox-01").json()) == set(choice) - {"options"}


def test_the_list_comes_in_parts_that_lead_to_each_other(mina: TestClient, course: Course) -> None:
    address, ids = "/api/v1/items?limit=2&unit=mini", []
    while address:
        part = mina.get(address).json()
        ids += [item["id"] for item in part["items"]]
        address = part["next"]
    assert ids == list(course.questions)


def test_the_list_may_be_of_one_kind(mina: TestClient) -> None:
    items = mina.get("/api/v1/items", params={"kind": "number"}).json()
    assert [item["id"] for item in items["items"]] == ["mini-number-01"]
    assert items["next"] is None
    assert mina.get("/api/v1/items", params={"unit": "none"}).json()["items"] == []


def test_an_answer_is_judged_and_everything_is_told(mina: TestClient, course: Course) -> None:
    verdict = _post(mina, "mini-ox-02", "틀리다")
    assert (verdict["verdict"], verdict["score"], verdict["key"]) == ("correct", 1.0, "X")
    assert "x" in verdict["accepted"]
    assert verdict["explanation"] == "비밀 해설 둘."
    assert verdict["sources"][0]["cite"] == "A Small Book, 2020"
    assert set(verdict["trace"][0]) == {"step", "before", "after", "note"}
    assert verdict["revision"] == course.bank.revision("mini-ox-02")


def test_a_caller_without_a_cookie_becomes_a_learner_and_receives_one(app: FastAPI, database: Database) -> None:
    client = TestClient(app)
    assert "set-cookie" not in client.get("/api/v1/items").headers
    sent = client.post("/api/v1/items/mini-ox-02/responses", json={"answer": "X"})
    assert "set-cookie" in sent.headers
    assert "set-cookie" not in client.post("/api/v1/items/mini-ox-03/responses", json={"answer": "X"}).headers
    with database.read() as session:
        assert len(set(session.scalars(select(Response.learner_id)))) == 1


def test_the_first_near_miss_gives_a_hint_and_no_key(mina: TestClient, database: Database) -> None:
    first = _post(mina, "mini-ox-01", "X")
    assert first["near_miss"]
    assert "무엇이 새로" in first["feedback"]
    assert {name: first[name] for name in NOTHING_TOLD} == NOTHING_TOLD
    retry = _post(mina, "mini-ox-01", "X")
    assert retry["key"] == "O"
    with database.read() as session:
        assert [row.turn for row in session.scalars(select(Response).order_by(Response.id))] == [0, 1]


def test_a_hint_on_a_page_was_the_first_one(mina: TestClient) -> None:
    mina.post("/study/items/mini-ox-01/answer", data={"answer": "X"})
    assert _post(mina, "mini-ox-01", "X")["key"] == "O"


def test_every_answer_is_judged_anew(mina: TestClient, database: Database) -> None:
    assert [_post(mina, "mini-ox-02", answer)["verdict"] for answer in ("O", "X", "X")] == [
        "incorrect",
        "correct",
        "correct",
    ]
    with database.read() as session:
        assert len(session.scalars(select(Response)).all()) == 3


def test_a_format_error_tells_nothing_and_leaves_no_trace(mina: TestClient, database: Database) -> None:
    verdict = _post(mina, "mini-number-01", "아주 많이")
    assert verdict["verdict"] == "format_error"
    assert verdict["feedback"]
    assert {name: verdict[name] for name in NOTHING_TOLD} == NOTHING_TOLD
    with database.read() as session:
        assert session.scalars(select(Response)).all() == []


def test_what_is_shown_without_a_cookie_is_what_is_judged(app: FastAPI, course: Course) -> None:
    """Also when the cookie arrives between reading and answering."""
    prompt = TestClient(app).get("/api/v1/items/mini-number-01").json()["prompt"]
    values = course.questions["mini-number-01"].vary  # type: ignore[attr-defined]
    d = next(value for value in values["d"] if f"{value:,}" in prompt or str(value) in prompt)
    r = next(value for value in values["r"] if f"랭크가 {value}일" in prompt)
    late = TestClient(app)
    late.post("/api/v1/items/mini-ox-01/responses", json={"answer": "O"})
    for client in (TestClient(app), late):
        assert _post(client, "mini-number-01", f"{2 * d * r}개")["verdict"] == "correct"


@pytest.mark.parametrize(("answer", "verdict"), [("a", "correct"), (["a"], "correct"), ("b", "incorrect")])
def test_a_choice_takes_a_key_or_a_list_of_keys(mina: TestClient, answer: str | list[str], verdict: str) -> None:
    assert _post(mina, "mini-choice-01", answer)["verdict"] == verdict


def test_several_options_are_a_list(mina: TestClient) -> None:
    assert _post(mina, "mini-choice-02", ["c", "b"])["verdict"] == "correct"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"answer": 3}', 422, "invalid"),
        (b'{"answer": null}', 422, "invalid"),
        (b'{"answer": [1]}', 422, "invalid"),
        (b'{"answer": ["O", "X"]}', 422, "wrong_type"),
        (b"{}", 422, "invalid"),
        (b"[]", 422, "invalid"),
        (b'{"answer": "O"', 400, "bad_request"),
        (b'{"answer": "\xff\xfe"}', 400, "bad_request"),
        (b'{"answer": "\\ud800"}', 400, "bad_request"),
        (b"", 422, "invalid"),
    ],
)
def test_what_cannot_be_read_is_refused(mina: TestClient, body: bytes, status: int, code: str) -> None:
    headers = {"Content-Type": "application/json"}
    response = mina.post("/api/v1/items/mini-ox-01/responses", content=body, headers=headers)
    assert response.status_code == status, response.text
    assert response.json()["error"]["code"] == code


def test_the_field_to_blame_is_named(mina: TestClient) -> None:
    response = mina.post("/api/v1/items/mini-ox-01/responses", json={"answer": 3})
    assert response.json()["error"]["field"] == "answer"


def test_length_is_counted_after_composing(mina: TestClient) -> None:
    decomposed = "\u1100\u1161\u11a8"  # one letter
    url = "/api/v1/items/mini-number-01/responses"
    assert mina.post(url, json={"answer": decomposed * 10_000}).status_code == 200
    response = mina.post(url, json={"answer": "가" * 10_001})
    assert response.status_code == 422
    assert response.json()["error"] == {
        "code": "too_long",
        "field": "answer",
        "message": response.json()["error"]["message"],
    }
    assert mina.post(url, json={"answer": ["가" * 10_001]}).status_code == 422


def test_an_unknown_item_cannot_be_answered(mina: TestClient) -> None:
    response = mina.post("/api/v1/items/mini-ox-99/responses", json={"answer": "O"})
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"

"""A round from choice to result, resumed on the way, and once more with what went wrong."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.database import Database
from app.study.choosing import NOTHING
from app.study.tables import Attempt, Response
from tests.conftest import HTMX
from tests.study.forms import begin, deal, send, state


def _items(database: Database, attempt: str) -> list[str]:
    with database.read() as session:
        return [item for item, _ in session.get_one(Attempt, int(attempt)).items]


def test_a_round_from_choice_to_result(mina: TestClient, database: Database) -> None:
    attempt = begin(mina, kind="ox")
    items = _items(database, attempt)
    assert len(items) == 2
    page = mina.get(f"/practice/{attempt}").text
    assert state(page, items[0]) == "open"
    send(mina, items[0], "X", place=attempt)
    send(mina, items[1], "X", place=attempt)
    assert mina.get(f"/practice/{attempt}/result").status_code == 303  # not finished: keys are not told yet
    assert mina.post(f"/practice/{attempt}/finish").headers["location"] == f"/practice/{attempt}/result"
    result = mina.get(f"/practice/{attempt}/result").text
    assert {state(result, item) for item in items} == {"correct", "incorrect"}
    assert "틀린 1문항만 다시 풀기" in result
    assert "비밀 해설 둘" in result


def test_a_round_is_resumed_where_it_was_left(mina: TestClient, database: Database) -> None:
    attempt = begin(mina, kind="choice", count="all")
    items = _items(database, attempt)
    send(mina, items[0], ["a"], place=attempt)
    assert f'href="/practice/{attempt}"' in mina.get("/practice").text
    assert state(mina.get(f"/practice/{attempt}").text, items[1]) == "open"
    assert f'id="q-{items[0]}"' in mina.get(f"/practice/{attempt}?n=1").text


def test_a_round_that_is_answered_in_full_waits_to_be_finished(mina: TestClient, database: Database) -> None:
    attempt = begin(mina, kind="ox")
    for item, awaited in zip(_items(database, attempt), ("이어서 풀기", "마치러 가기"), strict=True):
        send(mina, item, "X", place=attempt)
        link = mina.get("/practice").text.split(f'href="/practice/{attempt}">')[1]
        assert link.startswith(awaited)


def test_two_clicks_start_one_round(mina: TestClient, jun: TestClient, database: Database) -> None:
    attempt = begin(mina, kind="ox")
    assert begin(mina, kind="ox") == attempt
    assert begin(jun, kind="ox") != attempt
    send(mina, _items(database, attempt)[0], "X", place=attempt)
    later = begin(mina, kind="ox")
    assert later != attempt
    assert begin(mina, kind="choice") != later


def test_a_click_that_comes_later_starts_another_round(
    mina: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = begin(mina, kind="ox")
    monkeypatch.setattr("app.study.attempts.CLICKS", timedelta(0))
    assert begin(mina, kind="ox") != attempt


@pytest.mark.parametrize("number", ["99", "1"])
def test_a_number_beyond_the_end_shows_the_last(mina: TestClient, database: Database, number: str) -> None:
    attempt = begin(mina, kind="ox")
    item = _items(database, attempt)[-1 if number == "99" else 0]
    assert f'id="q-{item}"' in mina.get(f"/practice/{attempt}?n={number}").text


def test_a_round_answers_independently_of_the_lecture(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-02", "O")
    attempt = begin(mina, concept="frozen")
    page = mina.get(f"/practice/{attempt}").text
    assert state(page, "mini-ox-02") == "open"
    response = send(mina, "mini-ox-02", "X", place=attempt, deal=deal(page))
    assert state(response.text, "mini-ox-02") == "correct"
    assert state(mina.get("/lectures/mini").text, "mini-ox-02") == "incorrect"


def test_without_javascript_a_round_leads_back_to_its_question(mina: TestClient, database: Database) -> None:
    attempt = begin(mina, kind="ox")
    second = _items(database, attempt)[1]
    response = send(mina, second, "X", place=attempt, htmx=False)
    assert response.headers["location"] == f"/practice/{attempt}?n=2#q-{second}"


def test_only_what_went_wrong_is_asked_again(mina: TestClient, database: Database) -> None:
    attempt = begin(mina, kind="ox")
    wrong = next(item for item in _items(database, attempt) if item != "mini-ox-02")  # X is right for that one alone
    for item in _items(database, attempt):
        send(mina, item, "X", place=attempt)
    mina.post(f"/practice/{attempt}/finish")
    again = mina.post(f"/practice/{attempt}/wrong").headers["location"].rsplit("/", 1)[1]
    assert _items(database, again) == [wrong]
    send(mina, wrong, "O", place=again, deal=deal(mina.get(f"/practice/{again}").text))
    mina.post(f"/practice/{again}/finish")
    assert mina.post(f"/practice/{again}/wrong").status_code == 409
    assert "다시 풀기" not in mina.get(f"/practice/{again}/result").text.split("<ol")[0]


def test_a_finished_round_takes_no_answers_and_gives_the_text_back(mina: TestClient, database: Database) -> None:
    attempt = begin(mina, kind="number")
    mina.post(f"/practice/{attempt}/finish")
    response = send(mina, "mini-number-01", "늦은 답", place=attempt, htmx=False)
    assert response.status_code == 409
    assert "늦은 답" in response.text


def test_a_round_has_one_name(mina: TestClient, database: Database) -> None:
    """`01` and `1` are the same round: what was answered under one cannot be answered under the other."""
    attempt = begin(mina, kind="number")
    dealt = deal(mina.get(f"/practice/{attempt}").text)
    send(mina, "mini-number-01", "1", place=f"0{attempt}", deal=dealt)
    send(mina, "mini-number-01", "2", place=attempt, deal=dealt)
    with database.read() as session:
        assert [(row.place, row.raw) for row in session.scalars(select(Response))] == [(attempt, "1")]


def test_the_score_of_ones_own_essay_in_a_result_leaves_the_question_closed(
    mina: TestClient, database: Database
) -> None:
    attempt = begin(mina, kind="essay")
    send(mina, "mini-essay-01", "가중치를 고정합니다.", place=attempt)
    mina.post(f"/practice/{attempt}/finish")
    with database.read() as session:
        number = session.scalars(select(Response.id)).one()
    told = mina.post(f"/study/responses/{number}/self", data={"score": "70"}, headers=HTMX).text
    assert state(told, "mini-essay-01") == "partial"
    assert 'value="70"' in told
    assert "다시 풀기" not in told


def test_a_hint_still_pending_at_the_end_tells_its_key_in_the_result(mina: TestClient, database: Database) -> None:
    item = "mini-ox-01"
    attempt = begin(mina, concept="trains")
    while _items(database, attempt) != [item]:  # chance chooses between two
        mina.post(f"/practice/{attempt}/finish")
        attempt = begin(mina, concept="trains")
    assert state(send(mina, item, "X", place=attempt).text, item) == "near"
    mina.post(f"/practice/{attempt}/finish")
    assert state(mina.get(f"/practice/{attempt}/result").text, item) == "incorrect"
    assert state(mina.get(f"/practice/{attempt}").text, item) == "incorrect"


def test_somebody_elses_round_is_not_there(mina: TestClient, jun: TestClient, database: Database) -> None:
    attempt = begin(mina, kind="ox")
    send(jun, "mini-ox-02", "X")
    for path in (f"/practice/{attempt}", f"/practice/{attempt}/result"):
        assert jun.get(path).status_code == 404
    for act in ("finish", "wrong"):
        assert jun.post(f"/practice/{attempt}/{act}").status_code == 404
    assert send(jun, _items(database, attempt)[0], "O", place=attempt).status_code == 404


@pytest.mark.parametrize("which", ["wrong", "all"])
def test_when_nothing_fits_it_says_so(mina: TestClient, which: str) -> None:
    chosen = {"which": which, "kind": "number", "difficulty": "1"}
    assert NOTHING[which] in mina.get("/practice", params=chosen).text
    response = mina.post("/practice", data=chosen)
    assert response.status_code == 422
    assert NOTHING[which] in response.text


def test_when_all_were_answered_none_is_new(mina: TestClient) -> None:
    send(mina, "mini-number-01", "1")
    assert NOTHING["new"] in mina.get("/practice", params={"which": "new", "kind": "number"}).text


def test_the_choice_counts_what_it_would_ask(mina: TestClient) -> None:
    page = mina.get("/practice", params={"kind": "ox"}, headers=HTMX).text
    assert "<html" not in page
    assert re.search(r"<b>2문항</b>", page)  # three items, two concepts


@pytest.mark.parametrize("bad", [{"count": "7"}, {"which": "some"}, {"difficulty": "9"}])
def test_an_unknown_choice_is_refused(mina: TestClient, bad: dict[str, str]) -> None:
    assert mina.get("/practice", params=bad).status_code == 422
    assert mina.post("/practice", data=bad).status_code == 422

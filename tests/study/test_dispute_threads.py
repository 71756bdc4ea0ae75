"""What becomes of a dispute, as its learner reads it: the reply, one more word, the list, and what is unread."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from app.database import Database
from app.study import disputes
from tests.study.disputing import PAGE, doubt, kept, reply, say
from tests.study.forms import send

REPLIED = "답변이 온 이의"


@pytest.fixture
def doubted(mina: TestClient) -> TestClient:
    """Mina, who has doubted her first answer."""
    send(mina, "mini-ox-02", "O")
    doubt(mina, text="처음")
    return mina


def test_one_more_word_may_be_said_and_then_the_reply_is_waited_for(doubted: TestClient, database: Database) -> None:
    assert "덧붙이기" in doubted.get(PAGE).text
    told = say(doubted, "덧붙인 말")
    assert "덧붙인 말" in told.text
    assert "덧붙이기" not in told.text
    assert say(doubted, "덧붙인 말").status_code == 200
    refused = say(doubted, "또 다른 말")
    assert refused.status_code == 422
    assert disputes.HAD_THEIR_TURN in refused.text
    assert "또 다른 말" in refused.text
    assert [text for _, text in kept(database)] == ["처음", "덧붙인 말"]


def test_a_reply_is_read_under_the_verdict_and_answered_once_while_it_is_open(
    doubted: TestClient, database: Database
) -> None:
    reply(database, "어느 <b>글</b>을 보셨습니까?")
    page = doubted.get(PAGE).text
    assert "답변이 있습니다" in page
    assert "어느 &lt;b&gt;글&lt;/b&gt;을 보셨습니까?" in page
    assert say(doubted, "이 글입니다.", htmx=False).headers["location"] == "/disputes#dispute-1"
    assert say(doubted, "한 번 더").status_code == 422


@pytest.mark.parametrize(("outcome", "says"), [("fixed", "고쳤습니다"), ("kept", "그대로 둡니다")])
def test_after_the_decision_nothing_more_is_said(
    doubted: TestClient, database: Database, outcome: str, says: str
) -> None:
    reply(database, "살펴보았습니다.", outcome)
    page = doubted.get(PAGE).text
    assert f"답변 있음: {says}" in page
    assert "덧붙이기" not in page
    refused = say(doubted, "그래도", htmx=False)
    assert refused.status_code == 422
    assert disputes.OVER in refused.text
    assert "그래도" in refused.text


def test_an_empty_word_is_none(doubted: TestClient, database: Database) -> None:
    assert disputes.NOTHING_SAID in say(doubted, " ").text
    assert len(kept(database)) == 1


def test_an_unread_reply_is_told_at_home_until_the_list_was_read(
    doubted: TestClient, jun: TestClient, database: Database
) -> None:
    assert REPLIED not in doubted.get("/").text
    reply(database, "살펴보았습니다.", "kept")
    assert REPLIED in doubted.get("/").text
    assert REPLIED not in jun.get("/").text
    jun.get("/disputes")
    assert "새 답변" in doubted.get("/disputes").text
    assert "새 답변" not in doubted.get("/disputes").text
    assert REPLIED not in doubted.get("/").text


def test_the_list_goes_on_where_it_is_long(
    mina: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.study.disputed.SHOWN", 1)
    for number, item in enumerate(("mini-ox-02", "mini-choice-01"), 1):
        send(mina, item, "O" if number == 1 else "b")
        doubt(mina, number)
    first = mina.get("/disputes").text
    assert "mini-choice-01" in first
    assert "토크나이저" in first
    assert "mini-ox-02" not in first
    assert "mini-ox-02" in mina.get("/disputes?before=2").text


def test_those_without_any_are_told_where_to_find_it(mina: TestClient) -> None:
    page = mina.get("/disputes").text
    assert "보낸 이의가 없습니다" in page
    assert 'href="/disputes"' in mina.get("/about").text

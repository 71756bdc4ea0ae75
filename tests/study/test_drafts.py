"""What a learner typed is never lost: malformed, unfinished, or too late."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.database import Database
from app.study.tables import Draft
from tests.study.forms import responses, send, state

PAGE = "/lectures/mini"


def test_a_malformed_answer_costs_nothing_and_stays_in_the_box(mina: TestClient, database: Database) -> None:
    response = send(mina, "mini-number-01", "아주 많이")
    assert response.status_code == 422
    assert state(response.text, "mini-number-01") == "open"
    assert "아주 많이" in response.text
    assert 'class="problem"' in response.text
    assert responses(database) == []


def test_without_javascript_a_malformed_answer_is_shown_with_what_to_mend(mina: TestClient) -> None:
    assert send(mina, "mini-number-01", "아주 많이", htmx=False).status_code == 303
    page = mina.get(PAGE).text
    assert "아주 많이" in page
    assert 'class="problem"' in page
    send(mina, "mini-number-01", "12", act="draft")
    assert 'class="problem"' not in mina.get(PAGE).text


@pytest.mark.parametrize("answer", ["가" * 10_001, "가\0"])
def test_what_cannot_be_kept_as_an_answer_is_a_format_error(mina: TestClient, database: Database, answer: str) -> None:
    assert send(mina, "mini-number-01", answer).status_code == 422
    assert responses(database) == []


def test_length_is_counted_in_composed_letters(mina: TestClient) -> None:
    """각 is three code points when decomposed, one when composed."""
    decomposed = "\u1100\u1161\u11a8"
    assert "10,000" not in send(mina, "mini-number-01", decomposed * 9_999).text
    assert "10,000" in send(mina, "mini-number-01", decomposed * 10_001).text


def test_a_draft_comes_back_when_the_page_is_opened_again(mina: TestClient, jun: TestClient) -> None:
    assert send(mina, "mini-number-01", "쓰다 만 답", act="draft").status_code == 204
    assert "쓰다 만 답" in mina.get(PAGE).text
    assert "쓰다 만 답" not in jun.get(PAGE).text


def test_a_text_that_comes_after_the_answer_is_given_back(mina: TestClient, database: Database) -> None:
    """Two windows: what is written in the second one must not vanish without a word."""
    item = "mini-essay-01"
    send(mina, item, "가중치를 고정합니다.")
    again = send(mina, item, "둘째 창에서 오래 쓴 글")
    assert "둘째 창에서 오래 쓴 글" in again.text
    assert "기록하지 않았습니다" in again.text
    plain = send(mina, item, "둘째 창에서 오래 쓴 글", htmx=False)
    assert plain.status_code == 409
    assert "둘째 창에서 오래 쓴 글" in plain.text
    send(mina, item, act="again")
    assert "더 오래 쓴 글" in send(mina, item, "더 오래 쓴 글", deal=0).text
    assert [row.raw for row in responses(database)] == ["가중치를 고정합니다."]


def test_a_form_sent_twice_is_no_late_text(mina: TestClient) -> None:
    for item, answer in (("mini-essay-01", "가중치를 고정합니다."), ("mini-ox-02", "X")):
        assert "기록하지 않았습니다" not in send(mina, item, answer).text + send(mina, item, answer).text
        assert send(mina, item, answer, htmx=False).status_code == 303
    assert send(mina, "mini-ox-02", "O", htmx=False).status_code == 303  # a press is no text


def test_an_answer_removes_the_draft_and_a_late_draft_does_not_come_back(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-02", "O", act="draft")
    send(mina, "mini-ox-02", "X")
    send(mina, "mini-ox-02", "O", act="draft")
    with database.read() as session:
        assert session.scalars(select(Draft)).all() == []
    assert state(mina.get(PAGE).text, "mini-ox-02") == "correct"


def test_a_draft_of_a_retry_is_kept(mina: TestClient) -> None:
    send(mina, "mini-ox-01", "X")
    send(mina, "mini-ox-01", "O", act="draft")
    assert state(mina.get(PAGE).text, "mini-ox-01") == "near"

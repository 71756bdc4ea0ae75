"""The values that chance deals: they stay with the learner, and an answer is judged by what was shown."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

from app.database import Database
from tests.conftest import HTMX
from tests.study.forms import begin, deal, responses, send, state

PAGE = "/lectures/mini"


def test_an_answer_to_values_that_are_no_longer_dealt_is_not_judged(
    mina: TestClient, jun: TestClient, database: Database
) -> None:
    """Two first tabs of a newcomer, a cookie that was cleared, content that changed: the form says what it showed."""
    item, form = "mini-number-01", _form(_prompt(mina))
    while _form(_prompt(jun))["shown"] == form["shown"]:
        jun.cookies.clear()
    response = jun.post(f"/study/items/{item}/answer", data={**form, "answer": "3072"}, headers=HTMX)
    assert response.status_code == 422
    assert "3072" in response.text
    assert "바뀌었습니다" in response.text
    assert responses(database) == []
    fresh = {**_form(response.text), "answer": "3072"}
    assert jun.post(f"/study/items/{item}/answer", data=fresh, headers=HTMX).status_code == 200


def test_a_form_may_be_answered_whatever_order_its_options_had(mina: TestClient, jun: TestClient) -> None:
    forms = [_form(client.get(PAGE).text.split('id="q-mini-choice-01"')[1]) for client in (mina, jun)]
    assert forms[0]["shown"] == forms[1]["shown"]


def test_a_deal_that_was_never_opened_cannot_be_answered(mina: TestClient) -> None:
    for act in ("answer", "draft", "reveal", "again"):
        assert send(mina, "mini-number-01", "1", act=act, deal=1_000_000).status_code == 404
    assert deal(mina.get(PAGE).text) == 0


def test_the_next_showing_is_not_answered_before_this_one(
    mina: TestClient, jun: TestClient, database: Database
) -> None:
    """Its key would be known when the first one, which counts, is answered."""
    for client, place in ((mina, "lecture"), (jun, begin(jun, concept="name"))):
        for act in ("answer", "draft", "reveal", "again"):
            assert send(client, "mini-choice-01", "b", act=act, deal=1, place=place).status_code == 404
        for at in (0, 1):
            send(client, "mini-choice-01", "b", deal=at, place=place)
    assert [row.deal for row in responses(database)] == [0, 1, 0, 1]


def test_nor_while_this_one_has_its_retry(mina: TestClient) -> None:
    assert state(send(mina, "mini-ox-01", "X").text, "mini-ox-01") == "near"
    assert send(mina, "mini-ox-01", "O", deal=1).status_code == 404
    send(mina, "mini-ox-01", "O")
    assert state(send(mina, "mini-ox-01", "O", deal=1).text, "mini-ox-01") == "correct"


def test_again_deals_new_values_and_keeps_the_old_answer(mina: TestClient, database: Database) -> None:
    send(mina, "mini-number-01", "1")
    response = send(mina, "mini-number-01", act="again")
    assert state(response.text, "mini-number-01") == "open"
    assert deal(response.text) == 1
    assert deal(send(mina, "mini-number-01", act="again").text) == 1  # pressed twice
    assert state(mina.get(PAGE).text, "mini-number-01") == "open"
    send(mina, "mini-number-01", "1", deal=1)
    assert [row.deal for row in responses(database)] == [0, 1]


def test_again_does_nothing_before_an_answer(mina: TestClient) -> None:
    assert deal(send(mina, "mini-number-01", act="again").text) == 0


def test_dealt_values_stay_with_the_learner(mina: TestClient, jun: TestClient) -> None:
    """Also before anything was sent: the cookie comes with the page."""
    prompts = {client: {_prompt(client) for _ in range(3)} for client in (mina, jun)}
    assert all(len(seen) == 1 for seen in prompts.values())


def test_what_was_shown_is_what_is_judged(mina: TestClient, database: Database) -> None:
    shown = _prompt(mina)
    send(mina, "mini-number-01", "1")
    row = responses(database)[0]
    assert f"{row.dealt['d']}이고 랭크가 {row.dealt['r']}일" in shown.replace(",", "")


def test_options_are_stored_by_key(mina: TestClient, database: Database) -> None:
    send(mina, "mini-choice-02", ["c", "b"])
    row = responses(database)[0]
    assert row.raw == ["c", "b"]
    assert sorted(row.dealt["order"]) == ["a", "b", "c"]  # type: ignore[call-overload]


def _prompt(client: TestClient) -> str:
    page = client.get(PAGE).text
    return page[page.index('id="q-mini-number-01"') :].split("</section>")[0]


def _form(html: str) -> dict[str, str]:
    """The hidden fields of the first form."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html.split("</form>")[0]))

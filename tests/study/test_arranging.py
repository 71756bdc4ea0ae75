"""Pairs and orders through the form and the API: rows by name, drafts, retries, and nothing told too early."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from app.course import Course
from app.database import Database
from tests.study.forms import responses, send, state

MATCH, ORDER = "mini-match-01", "mini-order-01"


def boxes(html: str) -> list[tuple[str, str]]:
    """Every box of the form: what is selected in it, and its text."""
    found = re.findall(r'<select[^>]*name="answer".*?</select>', html, re.DOTALL)
    chosen = [re.search(r'value="([^"]*)" selected', box) for box in found]
    return [(match[1] if match else "", box) for match, box in zip(chosen, found, strict=True)]


def opened(client: TestClient, kind: str) -> str:
    location = client.post("/practice", data={"kind": kind, "count": "all"}).headers["location"]
    return client.get(location).text


@pytest.mark.parametrize("kind", ["match", "order"])
def test_a_round_may_be_of_this_kind_alone(mina: TestClient, kind: str) -> None:
    page = opened(mina, kind)
    assert f'data-kind="{kind}"' in page
    assert {"match": "짝짓기", "order": "순서"}[kind] in page
    assert "비밀" not in page


def test_boxes_may_come_in_any_order(mina: TestClient, jun: TestClient, database: Database) -> None:
    assert state(send(mina, MATCH, ["2:h", "0:q", "1:d"]).text, MATCH) == "correct"
    assert state(send(jun, ORDER, ["3:a", "2:p", "1:c", "0:t"]).text, ORDER) == "correct"
    assert [row.raw for row in responses(database)] == [["q", "d", "h"], ["t", "c", "p", "a"]]


def test_a_pair_that_is_missing_is_named_and_the_others_stay(mina: TestClient, database: Database) -> None:
    told = send(mina, MATCH, ["0:q", "1:", "2:h"])
    assert told.status_code == 422
    assert "‘방법 둘’의 짝도" in told.text
    assert sorted(chosen for chosen, _ in boxes(told.text)) == ["", "0:q", "2:h"]
    assert responses(database) == []


def test_two_steps_in_one_place_are_refused_and_both_stay_where_they_were_put(mina: TestClient) -> None:
    told = send(mina, ORDER, ["1:t", "1:c", "0:p", ":a"])
    assert told.status_code == 422
    assert "2번째 자리에 단계가 둘" in told.text
    assert [chosen for chosen, _ in boxes(told.text)].count("") == 1
    assert {chosen for chosen, _ in boxes(told.text)} == {"0:p", "1:t", "1:c", ""}


def test_a_draft_comes_back_as_it_was_laid_out(mina: TestClient) -> None:
    page = opened(mina, "order")
    place = re.search(r'name="place" value="(\d+)"', page)
    assert place
    send(mina, ORDER, ["0:p", "1:a", "2:t", "3:c"], act="draft", place=place[1])
    again = mina.get(f"/practice/{place[1]}").text
    assert re.findall(r'data-key="(\w)"', again) == ["p", "a", "t", "c"]


def test_a_near_miss_keeps_the_pairs_and_the_key_and_leaves_one_retry(mina: TestClient, database: Database) -> None:
    told = send(mina, MATCH, ["0:d", "1:q", "2:h"]).text
    assert state(told, MATCH) == "near"
    assert "비밀" not in told
    assert sorted(chosen for chosen, _ in boxes(told)) == ["0:d", "1:q", "2:h"]
    retry = send(mina, MATCH, ["0:q", "1:d", "2:h"]).text
    assert state(retry, MATCH) == "correct"
    assert "비밀 이유 여덟" in retry
    assert [row.turn for row in responses(database)] == [0, 1]


def test_again_deals_another_arrangement_and_forgets_what_was_chosen(mina: TestClient) -> None:
    send(mina, ORDER, ["0:a", "1:p", "2:c", "3:t"])
    fresh = send(mina, ORDER, act="again").text
    assert state(fresh, ORDER) == "open"
    assert {chosen for chosen, _ in boxes(fresh)} == {""}


def test_a_result_shows_both_orders(mina: TestClient) -> None:
    page = opened(mina, "order")
    place = re.search(r'name="place" value="(\d+)"', page)
    assert place
    send(mina, ORDER, ["0:t", "1:c", "2:a", "3:p"], place=place[1])
    mina.post(f"/practice/{place[1]}/finish")
    result = mina.get(f"/practice/{place[1]}/result").text
    for told in ("맞는 순서", "내 순서", "비밀 이유 열둘", "67점"):
        assert told in result


def test_the_api_gives_both_sides_and_takes_keys_or_texts(mina: TestClient, course: Course) -> None:
    item = mina.get(f"/api/v1/items/{MATCH}").json()
    assert item["left"] == ["방법 하나", "방법 둘", "방법 셋"]
    assert sorted(option["key"] for option in item["options"]) == ["d", "h", "q", "v"]
    steps = mina.get(f"/api/v1/items/{ORDER}").json()
    assert "left" not in steps
    assert [option["key"] for option in steps["options"]] != ["t", "c", "p", "a"]
    url = "/api/v1/items/{}/responses"
    for name, answer in ((MATCH, ["얇은 두 행렬", "편향", "h"]), (MATCH, "q | d | h"), (ORDER, ["t", "c", "p", "a"])):
        told = mina.post(url.format(name), json={"answer": answer}).json()
        assert told["verdict"] == "correct"
    assert told["key"] == "손실을 구한다 → 기울기를 구한다 → 가중치를 고친다 → 기울기를 지운다"
    assert mina.post(url.format(MATCH), json={"answer": ["q"]}).json()["verdict"] == "format_error"


def test_what_a_form_showed_does_not_depend_on_the_order_of_its_rows(mina: TestClient, jun: TestClient) -> None:
    shown = [re.search(r'name="shown" value="(\w+)"', opened(client, "match")) for client in (mina, jun)]
    assert shown[0]
    assert shown[1]
    assert shown[0][1] == shown[1][1]

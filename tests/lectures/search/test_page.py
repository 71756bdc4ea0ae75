"""The page of the search: what it shows, what it says where there is nothing to show, and what it never tells."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.conftest import HTMX


def found(client: TestClient, typed: str, **more: str) -> str:
    response = client.get("/search", params={"q": typed, **more})
    assert response.status_code == 200
    return response.text


def test_it_leads_to_the_section_the_term_and_the_erratum(mina: TestClient) -> None:
    page = found(mina, "어댑터")
    for address in ("/lectures/mini#adapters", "/glossary#adapter", "/errata#mini-ox-01"):
        assert f'href="{address}"' in page
    assert "<mark>어댑터</mark>" in page


@pytest.mark.parametrize(
    "address", ["/lectures/mini#adapters", "/lectures/mini#summary", "/glossary#adapter", "/errata#mini-ox-01"]
)
def test_where_it_leads_there_is_such_a_place(address: str, mina: TestClient) -> None:
    path, anchor = address.split("#")
    assert f'id="{anchor}"' in mina.get(path).text


def test_one_part_of_the_course_can_be_asked_for_alone(mina: TestClient) -> None:
    page = found(mina, "어댑터", only="term")
    assert "/glossary#adapter" in page
    assert "/errata#" not in page


def test_before_anything_is_asked_it_says_what_it_searches(mina: TestClient) -> None:
    assert "강의의 모든 절" in mina.get("/search").text
    assert "강의의 모든 절" in found(mina, "   ")


@pytest.mark.parametrize("typed", ['"', "a", "*", "ㄱ"])
def test_what_is_too_short_is_answered_in_words(typed: str, mina: TestClient) -> None:
    assert "너무 짧습니다" in found(mina, typed)


def test_where_nothing_is_found_the_nearest_term_is_offered(mina: TestClient) -> None:
    page = found(mina, "아덥터")
    assert "맞는 곳이 없습니다" in page
    assert ">어댑터</a>" in page
    assert "용어집</a>에서 골라" in found(mina, "쿠쿠쿠쿠쿠쿠")


def test_what_was_typed_is_shown_as_text(mina: TestClient) -> None:
    page = found(mina, "<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("typed", ["a" * 10_000, "로라 " * 1_000, "NEAR(" * 2_000])
def test_a_text_without_end_is_cut_and_that_is_said(typed: str, mina: TestClient) -> None:
    assert "앞의 100자만" in found(mina, typed)


@pytest.mark.parametrize("typed", ["비밀 해설", "해설 하나", "비밀 이유", "토크나이저", "무엇이 새로 들어갔는지"])
def test_keys_options_and_explanations_are_never_found(typed: str, mina: TestClient) -> None:
    assert "맞는 곳이 없습니다" in found(mina, typed)


def test_searching_makes_no_learner_and_sets_no_cookie(mina: TestClient) -> None:
    assert "set-cookie" not in mina.get("/search", params={"q": "어댑터"}).headers


def test_typing_asks_for_the_found_part_alone(mina: TestClient) -> None:
    part = mina.get("/search", params={"q": "어댑터"}, headers=HTMX).text
    assert 'id="found"' in part
    assert "<html" not in part


def test_every_other_page_has_the_field_and_a_way_to_the_page(mina: TestClient) -> None:
    page = mina.get("/about").text
    assert 'action="/search"' in page
    assert 'class="seek-link" href="/search"' in page
    assert page.count("data-seek") == mina.get("/search").text.count("data-seek") == 1

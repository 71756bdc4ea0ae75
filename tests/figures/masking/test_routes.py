"""GET /figures/masking: everything in the address, mistakes at their fields, nothing typed is lost."""

from __future__ import annotations

from functools import partial
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient

from app.figures.masking.methods import METHODS
from app.figures.masking.showing import ADDRESS, FIRST, show
from app.lab.presets import PRESETS
from tests.conftest import HTMX
from tests.figures.asking import shown

page = partial(shown, ADDRESS)


def test_the_page_opens_with_an_example_and_sets_no_cookie(mina: TestClient) -> None:
    response = mina.get(ADDRESS)
    assert response.status_code == 200
    assert "set-cookie" not in response.headers
    assert "[MASK]" in response.text
    assert "서브워드" in response.text


@pytest.mark.parametrize("slug", METHODS)
def test_every_method_shows_its_rule_its_paper_and_its_counts(mina: TestClient, slug: str) -> None:
    method, html = METHODS[slug], page(mina, method=slug)
    for told in (method.rule, method.papers, method.caution, f'/lectures/{method.lesson}"', "10,000개에서"):
        assert told in html
    assert ('name="pair" rows' in html) == (slug == "xlm")


def test_the_same_address_says_the_same_and_another_seed_something_else(mina: TestClient) -> None:
    assert page(mina, method="bart-infilling", seed="3") == page(mina, method="bart-infilling", seed="3")
    assert show({"seed": "3"}).example != show({"seed": "4"}).example


def test_one_s_own_text_is_taken_and_shown_as_text(mina: TestClient) -> None:
    html = mina.get(ADDRESS, params={"text": "<b>one</b> two three four five", "method": "bart-rotation"}).text
    assert "&lt;b&gt;one&lt;/b&gt;" in html
    assert "<b>one" not in html


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("text", "가 " * 101, "200자까지 적을 수 있습니다. 지금은 202자입니다."),
        ("text", "하나 둘", "낱말이 4개 이상이어야 합니다. 지금은 2개입니다."),
        ("text", "", "지금은 0개입니다."),
        ("seed", "많이", "0부터 9,999까지의 정수"),
        ("seed", "10000", "0부터 9,999까지의 정수"),
        ("seed", "9" * 5000, "0부터 9,999까지의 정수"),
        ("seed", "-1", "0부터 9,999까지의 정수"),
        ("method", "gpt", "‘gpt’이라는 방법은 없습니다."),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    mina: TestClient, field: str, value: str, told: str
) -> None:
    html = page(mina, 422, **{field: value})
    assert told in html.split(f'id="{field}-problem"')[1].split("</p>")[0]
    assert f">{value}</textarea>" in html or f'value="{value}"' in html
    assert "토큰 10,000개에서" not in html


def test_the_second_sentence_is_minded_only_where_it_is_used(mina: TestClient) -> None:
    assert "짝이 되는 문장: 띄어 쓴" in page(mina, 422, method="xlm", pair="short")
    assert "BERT의 예제" in page(mina, method="bert", pair="short")


def test_htmx_gets_the_bench_alone_and_its_refusal_too(mina: TestClient) -> None:
    for query, status in (({}, 200), ({"seed": "x"}, 422)):
        response = mina.get(ADDRESS, params=query, headers=HTMX)
        assert response.status_code == status
        assert response.text.lstrip().startswith('<div id="masking"')


def test_the_last_seed_is_followed_by_the_first() -> None:
    assert show({"seed": "9999"}).next.endswith("seed=0")
    assert show({"seed": "much"}).next.endswith("seed=1")


def test_a_single_sentence_has_nothing_to_permute() -> None:
    found = show({**FIRST, "method": "bart-permutation", "text": "하나 둘 셋 넷"}).example
    assert found is not None
    assert "문장이 하나뿐" in found.told[0]


def test_the_presets_show_what_their_notes_point_at() -> None:
    shown = {slug: show(dict(parse_qsl(urlsplit(one.address).query))) for slug, one in PRESETS.items()}
    drawn = {slug: page.example for slug, page in shown.items() if slug.startswith("masking-") and page.example}
    assert len(drawn) == 11
    assert drawn["masking-infilling"].lengths == (1, 0, 3)
    assert "마지막 [MASK] 장면이" in drawn["masking-infilling"].strips[0].text
    assert any(piece.kind == "same" for piece in drawn["masking-replaced"].strips[1].pieces)
    assert len(drawn["masking-sentinels"].lengths) == 2

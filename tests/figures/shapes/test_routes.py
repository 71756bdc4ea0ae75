"""GET /figures/shapes: everything in the address, mistakes at their fields, nothing typed is lost."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient

from app.figures.shapes.fields import ADDRESS
from app.figures.shapes.showing import VIEWS, show
from app.lab.presets import PRESETS
from tests.conftest import HTMX
from tests.figures.asking import shown

page = partial(shown, ADDRESS)


def test_the_page_opens_with_the_first_view_and_sets_no_cookie(mina: TestClient) -> None:
    response = mina.get(ADDRESS)
    assert response.status_code == 200
    assert "set-cookie" not in response.headers
    assert "output은 (4, 7, 32), h_n은 (2, 4, 32)" in response.text


@pytest.mark.parametrize("slug", VIEWS)
def test_a_view_has_a_form_of_its_own_with_help_for_every_field(mina: TestClient, slug: str) -> None:
    html, view = page(mina, view=slug), VIEWS[slug]
    assert re.findall(r'<(?:input class|select class)[^>]* name="([^"]+)"', html) == [one.name for one in view.fields]
    assert all(f'id="{one.name}-help">{one.help}' in html for one in view.fields)
    assert re.search(rf'aria-current="page">{view.title}<', html)
    assert f'name="view" value="{slug}"' in html
    assert html.count("<h1>") == 1
    assert "style=" not in html


def test_every_drawing_says_what_it_shows_and_has_a_table_beside_it(mina: TestClient) -> None:
    for slug in VIEWS:
        html = page(mina, view=slug)
        drawings = re.findall(r"<svg[^>]*>", html.split('id="shapes"')[1])
        assert all('role="img"' in one or "aria-hidden" in one or 'class="point"' in one for one in drawings)
        assert all('aria-label="' in one or "aria-labelledby" in one for one in drawings if 'role="img"' in one)
        assert html.count("<table>") >= 2


@pytest.mark.parametrize(
    ("view", "field", "value", "told"),
    [
        ("gru", "input_size", "", "1부터 1,024까지의 정수를 적어 주세요."),
        ("gru", "hidden_size", "32.5", "1부터 1,024까지의 정수"),
        ("gru", "num_layers", "9" * 5000, "1부터 8까지의 정수"),
        ("gru", "batch", "0", "1부터 256까지의 정수"),
        ("gru", "cell", "Transformer", "‘Transformer’은(는) 고를 수 없습니다."),
        ("albert", "embedding", "1,024", "H(768) 이하로 적어 주세요."),
        ("albert", "layers", "-1", "1부터 96까지의 정수"),
        ("albert", "sharing", "half", "목록에서 골라 주세요."),
        ("budget", "compute", "많이", "5.76e23이나 10^21처럼"),
        ("budget", "compute", "0", "1 × 10¹⁸부터 1 × 10²⁶ FLOPs까지"),
        ("budget", "compute", "1e27", "1 × 10¹⁸부터 1 × 10²⁶ FLOPs까지"),
        ("budget", "compute", "9e999", "1 × 10¹⁸부터 1 × 10²⁶ FLOPs까지"),
        ("budget", "unit", "hours", "목록에서 골라 주세요."),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    mina: TestClient, view: str, field: str, value: str, told: str
) -> None:
    html = page(mina, 422, view=view, **{field: value})
    assert told in html.split(f'id="{field}-problem"')[1].split("</p>")[0]
    assert f'value="{value}"' in html
    assert f'aria-describedby="{field}-help {field}-problem" aria-invalid="true"' in html
    assert "<h2" not in html.split('id="shapes"')[1]


def test_all_mistakes_are_told_at_once() -> None:
    assert show({"view": "albert", "embedding": "2000", "layers": "0"}).problems.keys() == {"embedding", "layers"}
    assert show({"view": "albert", "embedding": "2000", "hidden": "x"}).problems.keys() == {"hidden"}
    assert show({"view": "budget", "compute": "1", "unit": "x"}).problems.keys() == {"unit"}


def test_an_unknown_view_is_said_and_the_first_form_stands(mina: TestClient) -> None:
    html = page(mina, 422, view="bert")
    assert "‘bert’이라는 그림은 없습니다." in html
    assert 'name="hidden_size"' in html


def test_the_range_of_a_budget_is_said_in_the_unit_that_was_chosen(mina: TestClient) -> None:
    assert "PF-days까지" in page(mina, 422, view="budget", compute="1e20", unit="pf-days")
    assert "5.76 × 10²³ FLOPs를" in page(mina, view="budget", compute="6666.6667", unit="pf-days")


def test_what_was_typed_is_shown_as_text(mina: TestClient) -> None:
    html = mina.get(ADDRESS, params={"view": "gru", "batch": '"><b>x</b>'}).text
    assert "<b>x" not in html
    assert "&#34;&gt;&lt;b&gt;x&lt;/b&gt;" in html


def test_htmx_gets_the_figure_alone_and_its_refusal_too(mina: TestClient) -> None:
    for query, status in (({}, 200), ({"batch": "x"}, 422)):
        response = mina.get(ADDRESS, params=query, headers=HTMX)
        assert response.status_code == status
        assert '<div id="shapes"' in response.text
        assert "<html" not in response.text


def test_presets_fill_only_fields_that_their_view_has() -> None:
    own = [one for one in PRESETS.values() if one.page == ADDRESS]
    assert len(own) == 9
    for preset in own:
        told = dict(parse_qsl(urlsplit(preset.address).query))
        view = VIEWS[told.pop("view")]
        assert told.keys() <= {field.name for field in view.fields}
        assert not show({"view": view.slug, **told}).problems

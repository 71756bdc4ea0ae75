"""GET /figures/attention-masks: everything in the address, mistakes at their fields, nothing typed is lost."""

from __future__ import annotations

from functools import partial
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient

from app.figures.attending.kinds import KINDS
from app.figures.attending.showing import ADDRESS, show
from app.figures.attending.uses import USES
from app.lab.presets import PRESETS
from tests.conftest import HTMX
from tests.figures.asking import shown

page = partial(shown, ADDRESS)


def test_the_page_opens_with_a_matrix_and_a_shut_cell_and_sets_no_cookie(mina: TestClient) -> None:
    response = mina.get(ADDRESS)
    assert response.status_code == 200
    assert "set-cookie" not in response.headers
    assert "이 칸이 닫힌 까닭" in response.text
    assert response.text.count("●") == 28 + 4 + 1  # the lower triangle, the row in the sentence, the legend


@pytest.mark.parametrize("slug", KINDS)
def test_every_kind_shows_its_rule_its_paper_its_fields_and_its_code(mina: TestClient, slug: str) -> None:
    kind, html = KINDS[slug], page(mina, kind=slug)
    for told in (kind.rule, kind.papers, kind.caution, f'/lectures/{kind.lesson}"', "코드로 보기"):
        assert told in html
    for field in ("second", "prefix", "seed", "order"):
        assert (f'id="{field}"' in html) == (field in kind.fields)
        assert html.count(f'name="{field}"') == 1


def test_a_table_says_row_column_and_answer_in_words(mina: TestClient) -> None:
    html = page(mina, text="하나 둘 셋")
    assert html.count('<th scope="row"><label') == 3
    assert '<span class="sr">2번에서 3번: 안 보임</span>' in html
    assert '<span class="sr">3번에서 2번: 보임</span>' in html


def test_a_chosen_cell_is_explained_and_a_chosen_row_counted(mina: TestClient) -> None:
    html = page(mina, at="1-2-1")
    assert "2번 자리(‘어제’)에서 1번 자리(‘나는’)를 볼 수 있습니다." in html
    assert 'value="1-2-1" checked' in html
    row = page(mina, at="1-2")
    assert "2번 자리(‘어제’)에서 보이는 토큰은 7개 가운데 2개입니다." in row
    assert "이 줄에서 보이는 것" in row
    assert "디코더의 2번 자리(‘생각보다’)에서 인코더의 7번 자리(‘읽었다’)를 볼 수 있습니다." in page(
        mina, kind="encoder-decoder", at="3-2-7"
    )


@pytest.mark.parametrize("at", ["", "2-1-1", "1-8-1", "1-1-8", "0-0-0", "1", "x", "1-2-3-4", "١-١-١"])
def test_a_choice_that_is_not_there_gives_way_to_the_usual_one(mina: TestClient, at: str) -> None:
    assert 'value="1-4-5" checked' in page(mina, at=at)


def test_an_order_is_typed_or_drawn_by_seed() -> None:
    def orders(**given: str) -> str:
        return show({"kind": "permutation", **given}).code.splitlines()[1]

    assert orders(text="가 나 다 라", order="3→2→4→1") == "order = [2, 1, 3, 0]"
    assert orders(seed="3") == orders(seed="3")
    assert len({orders(seed=str(seed)) for seed in range(6)}) == 6
    shown = show({"kind": "permutation", "order": "7 6 5 4 3 2 1", "seed": "9999"})
    assert dict(parse_qsl(urlsplit(shown.redrawn).query))["seed"] == "0"
    assert "order=&" in shown.redrawn


@pytest.mark.parametrize(
    ("field", "value", "kind", "told"),
    [
        ("text", "가 " * 61, "causal", "120자까지 적을 수 있습니다. 지금은 122자입니다."),
        ("text", "가 " * 13, "causal", "2개 이상 12개 이하여야 합니다. 지금은 13개입니다."),
        ("text", "", "causal", "지금은 0개입니다."),
        ("second", "하나", "padding", "둘째 글: 띄어 쓴"),
        ("prefix", "8", "prefix", "0부터 토큰의 수(7)까지"),
        ("prefix", "셋", "prefix", "0부터 토큰의 수(7)까지"),
        ("seed", "9" * 5000, "permutation", "0부터 9,999까지의 정수"),
        ("order", "1 2 3", "permutation", "1부터 7까지의 번호를 한 번씩"),
        ("order", "1 2 3 4 5 6 6", "permutation", "1부터 7까지의 번호를 한 번씩"),
        ("kind", "gpt", "gpt", "‘gpt’이라는 마스크는 없습니다."),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    mina: TestClient, field: str, value: str, kind: str, told: str
) -> None:
    html = page(mina, 422, **{"kind": kind, field: value})
    assert told in html.split(f'id="{field}-problem"')[1].split("</p>")[0]
    assert f'value="{value}"' in html
    assert 'id="masks-title"' not in html


def test_a_field_without_use_is_carried_along_and_not_blamed(mina: TestClient) -> None:
    html = page(mina, kind="causal", prefix="many", order="9")
    assert 'type="hidden" name="prefix" value="many"' in html


def test_a_guess_comes_before_the_matrix_and_is_compared_with_it(mina: TestClient) -> None:
    asked = page(mina, predict="ask", at="1-3-1", guess=["2"])
    assert "3번 자리(‘도서관에서’)에서 보이는 토큰을 모두 고르세요." in asked
    assert "data-grid" not in asked
    assert "이 칸이" not in asked
    assert 'id="guess-2" value="2" checked' in asked
    told = page(mina, predict="told", at="1-3-1", guess=["1", "2", "5", "x", "99"])
    assert "7개 가운데 <b>5개</b>를 바르게" in told
    assert "5번 자리(‘책을’)는 보이지 않습니다." in told
    assert "3번 자리(‘도서관에서’)는 보입니다." in told
    assert "at=1-4&predict=ask" in told


def test_one_s_own_text_is_shown_as_text_and_cut_only_in_headers(mina: TestClient) -> None:
    html = mina.get(ADDRESS, params={"text": "<b>one</b> abcdefghijklmnop", "at": "1-2-1"}).text
    assert "<b>one" not in html
    assert "&lt;b&gt;one&lt;/b&gt;" in html
    assert "abcdefgh…" in html
    assert "</i> abcdefghijklmnop<" in html


def test_htmx_gets_the_stage_alone_and_its_refusal_too(mina: TestClient) -> None:
    for query, status in (({}, 200), ({"text": "x"}, 422)):
        response = mina.get(ADDRESS, params=query, headers=HTMX)
        assert response.status_code == status
        assert response.text.lstrip().startswith('<div id="attending"')


def test_the_models_of_the_course_lead_to_their_masks(mina: TestClient) -> None:
    html = page(mina)
    for use in USES:
        assert use.models in html
        assert f"kind={use.kind}&" in html


def test_the_presets_show_what_their_notes_point_at() -> None:
    presets = {slug: one for slug, one in PRESETS.items() if one.page == ADDRESS}
    told = {}
    for slug, preset in presets.items():
        asked = dict(parse_qsl(urlsplit(preset.address).query))
        here = show(asked).chosen
        assert here is not None
        assert here.at == asked["at"]
        told[slug] = here.told or here.counted
    assert told == {
        "mask-causal": "4번 자리(‘두꺼운’)에서 5번 자리(‘책을’)를 볼 수 없습니다.",
        "mask-see-itself": "4번 자리(‘두꺼운’)에서 5번 자리(‘책을’)를 볼 수 있습니다.",
        "mask-last-token": "7번 자리(‘읽었다’)에서 보이는 토큰은 7개 가운데 7개입니다.",
        "mask-order": "1번 자리(‘나는’)에서 3번 자리(‘책을’)를 볼 수 있습니다.",
        "mask-structures": "디코더의 2번 자리(‘생각보다’)에서 디코더의 3번 자리(‘아주’)를 볼 수 없습니다.",
        "mask-cross": "디코더의 4번 자리(‘짧았다’)에서 인코더의 1번 자리(‘나는’)를 볼 수 있습니다.",
        "mask-prefix": "1번 자리(‘나는’)에서 3번 자리(‘도서관에서’)를 볼 수 있습니다.",
        "mask-padding": "1번 자리(‘책은’)에서 6번 자리(‘[PAD]’)를 볼 수 없습니다.",
    }

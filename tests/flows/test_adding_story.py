"""An instructor at work on what all units share: a source that an item lacks, a term more, their text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.flows.conftest import Visitor, served
from tests.flows.looking import CLIPPED
from tests.flows.test_accessibility import assert_accessible
from tests.flows.test_editing_story import arrive, publish
from tests.flows.watching import Watch

SHARED = "/authoring/shared"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("sharing"), "tests.flows.teaching") as place:
        yield place


def fill(page: Page, boxes: dict[str, str]) -> None:
    for label, text in boxes.items():
        page.get_by_label(label, exact=True).fill(text)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_source_that_an_item_lacks_is_added_and_cited(visitor: Visitor, watch: Watch, scripts: bool) -> None:
    item, key = ("mini-short-01", "hu2022") if scripts else ("mini-ox-03", "hu2023")
    kim = arrive(visitor, "kim", f"/authoring/items/{item}", java_script_enabled=scripts)
    cited = kim.get_by_role("group", name="출처 1").get_by_label("문헌 이름")
    cited.fill(key)
    if not scripts:
        kim.get_by_role("button", name="미리 보기 고치기").click()
    kim.locator("#look").get_by_role("link", name="출처로 더하기").click()
    expect(kim.get_by_label("이름", exact=True)).to_have_value(key)
    watch.expect("status of 422")
    kim.get_by_role("button", name="더하기", exact=True).click()
    expect(kim.get_by_role("alert")).to_contain_text("문헌 비어 있습니다")
    if scripts:
        assert_accessible(kim)
    fill(kim, {"문헌": 'Hu et al., "LoRA", ICLR 2022', "arXiv 번호": "2106.09685"})
    kim.get_by_label("확인", exact=True).select_option("verified")
    kim.get_by_role("button", name="더하기", exact=True).click()
    expect(kim.locator("#look")).to_contain_text(f"‘{key}’을(를) 더했습니다")
    expect(cited).to_have_value(key)
    publish(kim, "원래 논문을 가리킵니다")
    expect(kim.get_by_text("저장했고")).to_be_visible()
    kim.goto("/authoring")
    expect(kim.get_by_text(f"출처 {key} 더하기")).to_be_visible()


def test_a_term_is_added_from_the_glossary_and_its_words_mended(visitor: Visitor) -> None:
    kim = arrive(visitor, "kim", "/glossary", width=390)
    kim.get_by_role("link", name="용어 더하기").click()
    fill(
        kim, {"이름": "prefix", "한국어": "프리픽스", "영어": "prefix", "뜻": "앞에 붙이는 것", "가르치는 단원": "mini"}
    )
    kim.get_by_role("button", name="더하기", exact=True).click()
    expect(kim.get_by_role("status").first).to_contain_text("‘prefix’을(를) 더했습니다")
    kim.goto(f"{SHARED}/terms")
    text = kim.get_by_label("terms.yaml")
    expect(text).to_have_value(re.compile("- id: prefix\n  ko: 프리픽스\n"))
    text.fill(text.input_value().replace("앞에 붙이는 것", "층마다 앞에 붙이는 벡터"))
    expect(kim.locator("#look .term")).to_contain_text("층마다 앞에 붙이는 벡터")
    assert kim.evaluate(CLIPPED) == []
    publish(kim, "더 분명하게")
    expect(kim.get_by_text("저장했고")).to_be_visible()
    mina = visitor()
    mina.goto("/glossary#prefix")
    expect(mina.locator("#prefix")).to_contain_text("층마다 앞에 붙이는 벡터")
    expect(mina.get_by_role("link", name="용어 더하기")).to_have_count(0)

"""The pages that are read: glossary, errata, the way through the course, and what goes on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.flows.acting import LECTURE, send
from tests.flows.conftest import Visitor

A4 = (595, 842)  # points
MEDIA_BOX = rb"/MediaBox \[0 0 (\S+) (\S+)\]"


def test_the_glossary_narrows_while_one_types(page: Page) -> None:
    page.goto("/glossary")
    every = page.locator(".term").count()
    page.get_by_role("searchbox", name="용어 찾기").press_sequentially("lora")
    expect(page).to_have_url(re.compile("q=lora"))
    expect(page.locator(".term").first).to_be_visible()
    assert 0 < page.locator(".term").count() < every
    expect(page.locator(".term h3").filter(has_text="LoRA").first).to_be_visible()
    expect(page.locator("#announce")).to_contain_text("맞는 말이")
    expect(page.get_by_role("searchbox", name="용어 찾기")).to_be_focused()


def test_the_glossary_narrows_without_javascript_too(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False)
    page.goto("/glossary")
    page.get_by_role("searchbox", name="용어 찾기").fill("없는말없는말")
    page.get_by_role("button", name="찾기").click()
    expect(page.get_by_text("찾는 말이 없습니다")).to_be_visible()
    page.get_by_role("searchbox", name="용어 찾기").fill("어댑터")
    page.get_by_role("button", name="찾기").click()
    expect(page.locator(".term h3").filter(has_text="어댑터").first).to_be_visible()
    expect(page.get_by_role("searchbox", name="용어 찾기")).to_have_value("어댑터")


def test_a_confusable_term_is_one_click_away(page: Page) -> None:
    page.goto("/glossary")
    link = page.locator(".term .note a").first
    link.click()
    expect(page.locator(".term:target")).to_contain_text(link.inner_text())


def test_the_errata_tell_what_was_wrong_with_the_layer_norm_item_and_why(page: Page) -> None:
    page.goto("/errata#peft-ox-08")
    entry = page.locator("#peft-ox-08")
    expect(entry).to_be_in_viewport()
    expect(entry.locator(".was")).to_be_visible()
    expect(page.locator(".erratum .was:visible")).to_have_count(1)
    expect(entry.locator(".was")).to_contain_text("레이어 정규화")
    expect(entry.locator(".now")).to_contain_text("주로 어댑터 모듈의 파라미터를 훈련")
    expect(entry).to_contain_text("왜 고쳤나")
    expect(entry.locator(".cited li").first).to_contain_text("Houlsby")
    expect(entry.locator(".cited li").first).to_contain_text("§2.1")
    entry.get_by_role("link", name="이 문항 풀어 보기").click()
    expect(page.locator("#q-peft-ox-08")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_errata_are_searched_and_opened(visitor: Visitor, scripts: bool) -> None:
    reader = visitor(java_script_enabled=scripts)
    reader.goto("/errata?unit=peft")
    box = reader.get_by_role("searchbox", name="정오표에서 찾기")
    box.fill("레이어 정규화")
    if not scripts:
        box.press("Enter")
    expect(reader.locator(".hits")).to_be_visible()
    entry = reader.locator("#peft-ox-08")
    expect(entry.locator(".was")).to_be_visible()  # so few are open
    entry.locator("summary").click()
    expect(entry.locator(".was")).to_be_hidden()
    reader.get_by_role("navigation", name="단원 고르기").get_by_role("link", name="전체").click()
    expect(reader.locator(".hits")).to_be_visible()
    expect(reader.locator("#unit-peft")).to_be_visible()


def test_home_leads_back_to_what_went_wrong(page: Page) -> None:
    page.goto(LECTURE)
    send(page, "peft-short-03", "가지치기")
    page.goto("/")
    expect(page.get_by_role("heading", name="다시 볼 문항")).to_be_visible()
    page.locator(".review a").first.click()
    expect(page.locator("#q-peft-short-03")).to_be_in_viewport()


def test_the_contents_follow_the_reading_and_the_ring_the_answers(page: Page) -> None:
    page.goto(LECTURE)
    contents = page.get_by_role("navigation", name="이 단원의 차례").first
    contents.get_by_role("link", name="LoRA").click()
    expect(page.locator("#lora")).to_be_in_viewport()
    expect(contents.locator("[aria-current]")).to_have_text("LoRA")
    page.locator("#q-peft-ox-04").get_by_role("button", name="아니다").click()
    expect(page.locator("[data-done]").first).to_have_text("1")


def test_the_summary_prints_on_one_sheet(page: Page) -> None:
    page.add_init_script("window.print = () => { window.printed = document.documentElement.dataset.print }")
    page.goto(LECTURE)
    page.locator(".summary .drawn").first.wait_for()
    page.get_by_role("button", name="요약 인쇄").click()
    assert page.evaluate("window.printed") == "summary"
    sheets = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1
    assert {tuple(round(float(side)) for side in box) for box in re.findall(MEDIA_BOX, sheets)} == {A4}

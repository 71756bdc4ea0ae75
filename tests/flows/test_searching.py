"""Searching the course: by the field of the bar, by `/`, on a phone, while a syllable is composed, without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.flows.acting import LECTURE
from tests.flows.conftest import Visitor
from tests.flows.test_keyboard import press_in_korean

FIELD = "강의 전체에서 찾기"


def field(page: Page) -> Locator:
    return page.get_by_role("searchbox", name=FIELD)


def test_a_slash_leads_from_a_lecture_to_what_one_looks_for(page: Page) -> None:
    page.goto(LECTURE)
    press_in_korean(page, "Slash", "/")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("")
    page.keyboard.insert_text("내재 차원")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/search"))
    hit = page.locator(".hit").filter(has_text="얼마나 적게 움직여도 될까")
    expect(hit.locator("mark").first).to_contain_text("내재 차원")
    hit.get_by_role("link").click()
    expect(page.locator("#intrinsic")).to_be_in_viewport()


def test_results_come_while_one_types_and_are_announced(page: Page) -> None:
    page.goto("/search")
    expect(field(page)).to_be_focused()
    field(page).press_sequentially("lora")
    expect(page).to_have_url(re.compile("q=lora"))
    expect(page.locator(".hit mark").first).to_be_visible()
    expect(page.locator("#announce")).to_contain_text("검색 결과")
    expect(field(page)).to_be_focused()


def test_a_syllable_being_composed_is_left_alone(page: Page) -> None:
    page.goto("/search")
    keys = page.context.new_cdp_session(page)
    for text in ("ㅇ", "어", "어ㄷ", "어댑", "어댑ㅌ"):
        keys.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    expect(page.locator(".hit mark").first).to_have_text("어댑")
    expect(field(page)).to_have_value("어댑ㅌ")
    keys.send("Input.insertText", {"text": "어댑터"})
    expect(field(page)).to_have_value("어댑터")
    expect(page.locator(".hits")).to_contain_text("어댑터")


def test_a_slash_typed_into_a_field_is_a_slash(page: Page) -> None:
    page.goto("/glossary")
    page.get_by_role("searchbox", name="용어 찾기").press_sequentially("a/b")
    expect(page.get_by_role("searchbox", name="용어 찾기")).to_have_value("a/b")


def test_the_slash_is_switched_off_with_the_other_letters(page: Page) -> None:
    page.goto("/about")
    page.get_by_role("checkbox", name="글자 단축키").uncheck()
    page.locator("main").focus()
    page.keyboard.press("/")
    expect(field(page)).not_to_be_focused()


def test_on_a_phone_a_sign_in_the_bar_leads_to_the_page(visitor: Visitor) -> None:
    page = visitor(width=390, height=800)
    page.goto("/")
    expect(field(page)).to_be_hidden()
    page.get_by_role("banner").get_by_role("link", name="찾기").click()
    expect(page).to_have_url(re.compile("/search$"))
    page.goto("/about")
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile("/search$"))
    expect(field(page)).to_be_visible()


def test_without_scripts_the_field_of_the_bar_searches_too(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False)
    page.goto("/about")
    field(page).fill("아덥터")
    field(page).press("Enter")
    expect(page.get_by_text("맞는 곳이 없습니다")).to_be_visible()
    page.get_by_role("link", name="어댑터", exact=True).click()
    expect(page.locator(".hit mark").first).to_be_visible()

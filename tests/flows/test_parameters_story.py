"""A learner at the calculator: turning a setting, making a mistake, sharing the address, with and without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.flows.conftest import Visitor
from tests.flows.test_accessibility import assert_accessible
from tests.flows.watching import Watch

PATH = "/lab/parameters"


def test_the_result_follows_what_is_typed_and_the_focus_stays(page: Page) -> None:
    page.goto(PATH)
    rank = page.get_by_label("rank", exact=True)
    rank.fill("4")
    expect(page.locator(".headline .number")).to_have_text("147,456")
    expect(page.locator(".formula")).to_contain_text("24×4×(768 + 768)")
    expect(page).to_have_url(re.compile("rank=4"))
    expect(rank).to_be_focused()
    expect(page.locator("#announce")).to_contain_text("147,456")
    page.reload()
    expect(page.get_by_label("rank", exact=True)).to_have_value("4")


def test_the_slider_doubles_by_the_arrow_keys(page: Page) -> None:
    page.goto(PATH)
    slider = page.get_by_role("slider", name="rank")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("rank", exact=True)).to_have_value("16")
    expect(page.locator(".headline .number")).to_have_text("589,824")
    expect(slider).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "32")
    expect(page.locator(".headline .number")).to_have_text("1,179,648")


def test_another_method_brings_its_own_settings_and_the_bar_moves(page: Page) -> None:
    page.goto(f"{PATH}?architecture=bert-large&method=lora&rank=4")
    page.get_by_label("방법", exact=True).select_option("prefix")
    expect(page.get_by_label("length", exact=True)).to_have_value("16")
    expect(page.get_by_label("rank", exact=True)).to_have_count(0)
    expect(page.locator(".log-bars .chosen text").first).to_contain_text("프리픽스 튜닝")
    page.get_by_label("방법", exact=True).select_option("lora")
    expect(page.get_by_label("rank", exact=True)).to_have_value("4")


def test_a_mistake_is_told_at_its_field_and_mended_there(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    page.goto(PATH)
    rank = page.get_by_label("rank", exact=True)
    rank.fill("769")
    expect(page.locator("#set-rank-problem")).to_contain_text("768 이하로 해 주세요")
    expect(rank).to_have_attribute("aria-invalid", "true")
    expect(rank).to_have_value("769")
    expect(page.locator(".headline")).to_have_count(0)
    assert_accessible(page)
    rank.fill("768")
    expect(page.locator("#set-rank-problem")).to_have_count(0)
    expect(page.locator(".headline .number")).to_have_text("28,311,552")


def test_a_preset_shows_what_the_paper_says_and_why_it_differs(page: Page) -> None:
    page.goto(PATH)
    page.get_by_role("link", name="gpt3-175b, BitFit").click()
    stated = page.get_by_role("complementary", name="논문의 수")
    expect(stated).to_contain_text("14.2M")
    expect(stated).to_contain_text("12,988,416")
    expect(page.locator(".presets [aria-current]")).to_contain_text("BitFit")
    page.get_by_text("표로 보기").click()
    page.get_by_role("link", name="Houlsby 어댑터", exact=True).click()
    expect(page.get_by_label("bottleneck", exact=True)).to_have_value("16")
    expect(page.get_by_label("구조", exact=True)).to_have_value("gpt3-175b")


def test_everything_works_without_javascript(visitor: Visitor, watch: Watch) -> None:
    watch.expect("status of 422")
    page = visitor(java_script_enabled=False, width=360)
    page.goto(PATH)
    page.get_by_label("방법", exact=True).select_option("houlsby")
    page.get_by_role("button", name="계산하기").click()
    page.get_by_label("bottleneck", exact=True).fill("64")
    page.get_by_label("train_layer_norm").select_option("true")
    page.get_by_label("구조", exact=True).select_option("bert-large")
    page.get_by_role("button", name="계산하기").click()
    expect(page.locator(".headline .number")).to_have_text("6,444,032")
    expect(page.get_by_role("complementary", name="논문의 수")).to_contain_text("2.1%")
    page.get_by_label("bottleneck", exact=True).fill("많이")
    page.get_by_role("button", name="계산하기").click()
    expect(page.locator("#set-bottleneck-problem")).to_contain_text("알맞은 수가 아닙니다")
    expect(page.get_by_label("bottleneck", exact=True)).to_have_value("많이")

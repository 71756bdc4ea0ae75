"""A learner looks inside the bundled models: next tokens, attention, updates; by mouse, by keys, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.flows.comparing import PATIENCE
from tests.flows.conftest import Visitor
from tests.flows.test_accessibility import assert_accessible
from tests.flows.test_look import stands_at_every_width
from tests.flows.watching import Watch

PATH = "/lab/inside"


def columns(page: Page) -> Locator:
    """Both models, once the worker is awake."""
    expect(page.locator(".pair .col")).to_have_count(2, timeout=PATIENCE)
    return page.locator(".pair .col")


def test_the_page_waits_for_the_worker_and_the_sliders_act_live(page: Page) -> None:
    page.goto(PATH)
    base, tuned = columns(page).all()
    expect(base.get_by_role("heading")).to_have_text("바탕 모델")
    expect(tuned.get_by_role("heading")).to_have_text("LoRA (r=8)")
    before = base.locator(".shares").first.inner_text()
    slider = page.get_by_role("slider", name="온도")
    slider.focus()
    page.keyboard.press("Home")
    expect(base.locator(".shares").first).to_contain_text("100%")
    expect(base.locator(".cut")).to_have_count(9)
    expect(slider).to_be_focused()
    expect(page).to_have_url(re.compile("temperature=0(&|$)"))
    expect(page.locator("#announce")).to_contain_text("바탕 모델은 1개")
    page.keyboard.press("End")
    expect(base.locator(".shares").first).not_to_contain_text("100%")
    assert base.locator(".shares").first.inner_text() != before
    expect(page.locator("[data-shows=temperature]")).to_have_text("2")
    slider.fill("0.5")
    page.get_by_role("slider", name="top-p").fill("0.05")
    expect(page.locator(".cut").first).to_be_visible()
    assert_accessible(page)
    stands_at_every_width(page)


def test_a_prompt_is_one_click_away_and_a_typed_one_is_kept(page: Page) -> None:
    page.goto(PATH)
    columns(page)
    page.get_by_role("link", name="스토리가").click()
    columns(page)
    expect(page.get_by_label("첫머리")).to_have_value("스토리가")
    page.get_by_label("바탕과 견줄 방법").select_option(label="프리픽스 튜닝 (16)")
    expect(columns(page).last).to_contain_text("프리픽스 튜닝 (16)")
    page.get_by_label("첫머리").fill("음악이 정말")
    expect(page).to_have_url(re.compile("prompt=%EC%9D%8C"))
    page.reload()
    columns(page)
    expect(page.get_by_label("첫머리")).to_have_value("음악이 정말")
    page.get_by_role("link", name="긍정/부정 가르기").click()
    expect(columns(page).last.locator(".token").first).to_contain_text("긍")


def test_a_real_name_is_refused_where_it_is_typed(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    page.goto(PATH)
    columns(page)
    prompt = page.get_by_label("첫머리")
    prompt.fill("송강호 배우의 연기가")
    expect(page.locator("#problem-prompt")).to_contain_text("송강호")
    expect(prompt).to_have_value("송강호 배우의 연기가")
    expect(prompt).to_be_focused()
    assert_accessible(page)
    prompt.fill("배우의 연기가")
    columns(page)


def test_attention_by_layer_head_and_token_with_the_keys(page: Page) -> None:
    page.goto(f"{PATH}?view=attention&variant=negative-prefix&prompt=이 영화는 정말 재미있었다")
    expect(page.get_by_role("img", name="1층 헤드 1의 어텐션 가중치")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".heat")).to_contain_text("앞자리 16")
    page.get_by_label("층", exact=True).select_option("6")
    expect(page.get_by_role("heading", name="6층, 헤드 1")).to_be_visible()
    page.get_by_role("radio", name="헤드 1").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="6층, 헤드 2")).to_be_visible()
    expect(page.get_by_role("radio", name="헤드 2")).to_be_focused()
    page.get_by_label("한 토큰이 보는 곳").select_option("2")
    expect(page.locator(".heat .here")).to_have_text("이")
    expect(page).to_have_url(re.compile("layer=6.*head=2.*row=2"))
    page.get_by_text("표로 보기").click()
    expect(page.get_by_role("row", name=re.compile("재미"))).to_be_visible()
    assert_accessible(page)
    stands_at_every_width(page)


def test_a_long_text_is_refused_for_attention_in_words(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    page.goto(f"{PATH}?view=attention&prompt={'뷁' * 60}")
    expect(page.locator("#problem-prompt")).to_contain_text("48토큰까지", timeout=PATIENCE)
    expect(page.get_by_label("모델이 읽을 글")).to_have_value("뷁" * 60)


def test_the_rank_moves_by_slider_and_by_list(page: Page) -> None:
    page.goto(f"{PATH}?view=update&task=label")
    expect(page.locator(".headline")).to_contain_text("랭크 8까지만")
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator(".headline")).to_contain_text("5.5841")
    expect(page.get_by_label("남길 랭크", exact=True)).to_have_value("0")
    expect(slider).to_have_attribute("aria-valuetext", "랭크 0")
    expect(slider).to_be_focused()
    page.get_by_label("남길 랭크", exact=True).select_option("256")
    expect(page.locator(".headline")).to_contain_text("아무것도 자르지 않으면")
    expect(slider).to_have_value("9")
    page.get_by_label("행렬", exact=True).select_option("v")
    expect(page.get_by_text("6층 v").first).to_be_visible()
    for told in page.locator("summary").all():
        told.click()
    assert_accessible(page)
    stands_at_every_width(page)


@pytest.mark.parametrize("view", ["next", "attention", "update"])
def test_without_scripts_one_waits_chooses_and_presses_a_button(visitor: Visitor, view: str) -> None:
    page = visitor(java_script_enabled=False, width=390)
    page.goto(f"{PATH}?view={view}")
    seen = {"next": ".pair .col", "attention": ".heat", "update": ".plot"}[view]
    expect(page.locator(seen).first).to_be_visible(timeout=PATIENCE)
    chosen = {"next": ("variant", "negative-prompt"), "attention": ("layer", "2"), "update": ("rank", "4")}[view]
    page.locator(f"#{chosen[0]}").select_option(chosen[1])
    page.get_by_role("button", name="보기").first.click()
    expect(page.locator(seen).first).to_be_visible()
    expect(page.locator(f"#{chosen[0]}")).to_have_value(chosen[1])
    expect(page).to_have_url(re.compile(f"{chosen[0]}={chosen[1]}"))

"""A learner sees in the lab what a lesson or an item claims: inside the lesson, by its link, after the answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.flows.acting import LECTURE, send
from tests.flows.conftest import Visitor
from tests.flows.test_accessibility import assert_accessible
from tests.flows.test_look import stands_at_every_width

REPEATED = """() => [...document.querySelectorAll("[id]")].map((one) => one.id)
  .filter((id, at, all) => all.indexOf(id) !== at)"""


def test_a_demonstration_opens_inside_the_lesson_and_closes_again(page: Page) -> None:
    page.goto(LECTURE)
    card = page.locator(".demo", has_text="병목을 두 배로")
    card.get_by_role("button", name="여기서 열기").click()
    card.get_by_label("bottleneck", exact=True).fill("128")
    expect(card.locator(".headline .number")).to_have_text("4,740,096")
    expect(page).to_have_url(re.compile(f"{LECTURE}$"))
    assert page.evaluate(REPEATED) == []
    assert_accessible(page)
    stands_at_every_width(page)
    card.get_by_role("button", name="실습 닫기").click()
    expect(card.locator(".lab")).to_have_count(0)
    expect(card.get_by_role("button", name="여기서 열기")).to_be_focused()
    expect(page.locator("#announce")).to_have_text("실습을 닫았습니다.")


def test_one_demonstration_is_open_at_a_time(page: Page) -> None:
    page.goto(LECTURE)
    first, second = (page.locator(".demo", has_text=told) for told in ("병목을 두 배로", "글의 자리를"))
    first.get_by_role("button", name="여기서 열기").click()
    expect(first.get_by_label("bottleneck", exact=True)).to_have_value("64")
    second.get_by_role("button", name="여기서 열기").click()
    expect(second.get_by_label("length", exact=True)).to_have_value("200")
    expect(second).to_contain_text("1,024토큰 가운데 824토큰")
    expect(first.get_by_role("button")).to_have_attribute("aria-expanded", "false")
    assert page.evaluate(REPEATED) == []


def test_what_cannot_be_fetched_is_told_and_can_be_opened_later(page: Page) -> None:
    page.goto(LECTURE)
    card = page.locator(".demo", has_text="병목을 두 배로")
    page.route("**/lab/parameters?**", lambda route: route.fulfill(status=204))
    card.get_by_role("button", name="여기서 열기").click()
    expect(card.get_by_role("alert")).to_contain_text("다시 열어 주세요")
    page.unroute("**/lab/parameters?**")
    card.get_by_role("button", name="여기서 열기").click()
    expect(card.get_by_label("bottleneck", exact=True)).to_have_value("64")
    expect(card.get_by_role("alert")).to_have_count(0)


def test_without_scripts_a_card_is_a_link_with_everything_filled_in(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False, width=390)
    page.goto(LECTURE)
    card = page.locator(".demo", has_text="네 방법은")
    expect(page.get_by_role("button", name="여기서 열기")).to_have_count(0)
    card.get_by_role("link", name="실습실에서 열기").click()
    expect(page.locator("[name=variant]:checked")).to_have_count(4)
    expect(page.locator("#prompt")).to_have_value("이 영화는")


def test_after_the_answer_a_link_leads_to_where_it_can_be_seen(page: Page) -> None:
    page.goto(LECTURE)
    item = page.locator("#q-peft-number-07")
    expect(item.get_by_role("link", name="직접 확인하기")).to_have_count(0)
    send(page, "peft-number-07", "7")
    page.goto(LECTURE)
    item.get_by_role("link", name=re.compile("직접 확인하기 프리픽스는 왜")).click()
    expect(page.get_by_label("방법", exact=True)).to_have_value("prefix")
    expect(page.get_by_label("length", exact=True)).to_have_value("20")


def test_of_a_long_page_the_section_opens_that_is_named(page: Page) -> None:
    page.goto("/lectures/lora")
    card = page.locator(".demo", has_text="병합한 LoRA는")
    card.get_by_role("button", name="여기서 열기").click()
    expect(card.get_by_role("heading", name="쓸 때 얼마나 느려지나")).to_be_visible()
    expect(card.locator(".lab > section")).to_have_count(1)
    assert page.evaluate(REPEATED) == []
    assert_accessible(page)
    stands_at_every_width(page)


def test_what_is_trained_is_measured_inside_the_lesson(page: Page) -> None:
    page.goto(LECTURE)
    card = page.locator(".demo", has_text="레이어 정규화도 학습하나요")
    card.get_by_role("button", name="여기서 열기").click()
    expect(card.get_by_role("table").first).to_be_visible(timeout=60_000)
    card.get_by_label("train_layer_norm", exact=True).select_option("false")
    expect(card).to_contain_text("레이어 정규화 텐서 26개 가운데 학습되는 것은 0개입니다")
    expect(page).to_have_url(re.compile(f"{LECTURE}$"))
    assert page.evaluate(REPEATED) == []
    assert_accessible(page)


FIGURES = {  # a lesson, its slot, what to set, to what, and what it then says
    "masking": ("/lectures/seq2seq#span-corruption", "T5의 목표에는", "시드", "7", "표지"),
    "attention": ("/lectures/encoders#xlnet", "토큰을 섞지 않고", "직접 적은 순서", "4 3 2 1", "칸이 열려 있습니다"),
    "shapes": ("/lectures/basics#gru", "output과 h_n은", "num_layers", "3", "(6, "),
}


@pytest.mark.parametrize(("lesson", "slot", "field", "value", "says"), FIGURES.values(), ids=list(FIGURES))
def test_a_figure_opens_inside_its_lesson_and_is_turned_there(
    page: Page, lesson: str, slot: str, field: str, value: str, says: str
) -> None:
    page.goto(lesson)
    card = page.locator(".demo", has_text=slot)
    expect(card.get_by_role("link", name="그림에서 직접 해 보기")).to_have_attribute("href", re.compile("^/figures/"))
    card.get_by_role("button", name="여기서 열기").click()
    expect(page.locator("#announce")).to_have_text("그림을 단추 아래에 열었습니다.")
    card.get_by_label(field, exact=True).fill(value)
    expect(card.locator("[data-figure]")).to_contain_text(says)
    expect(page).to_have_url(re.compile(f"{lesson}$"))
    assert page.evaluate(REPEATED) == []
    assert_accessible(page)
    stands_at_every_width(page)
    card.get_by_role("button", name="그림 닫기").click()
    expect(card.get_by_role("button", name="여기서 열기")).to_be_focused()

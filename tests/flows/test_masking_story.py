"""A learner at the masking bench: own text, another method, a mistake, with keys and without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.flows.conftest import Visitor
from tests.flows.test_accessibility import assert_accessible
from tests.flows.test_look import stands_at_every_width
from tests.flows.watching import Watch

PATH = "/figures/masking"
OWN = "나는 어제 저녁 도서관에서 두꺼운 소설책을 끝까지 읽었다"


def test_the_example_follows_text_method_and_seed_and_the_focus_stays(page: Page) -> None:
    page.goto(PATH)
    text = page.get_by_label("글", exact=True)
    text.fill(OWN)
    expect(page.locator(".strip .piece")).to_have_count(8)
    expect(page.locator(".strip .loss")).to_have_count(1)
    expect(text).to_be_focused()
    expect(text).to_have_value(OWN)
    page.get_by_label("방법", exact=True).select_option(label="T5")
    expect(page.locator(".strip").last).to_contain_text("<extra_id_1>")
    expect(page.locator("#announce")).to_contain_text("마지막 표지가 끝을 알립니다")
    page.get_by_role("link", name="다음 시드").press("Enter")
    expect(page.get_by_label("시드", exact=True)).to_have_value("2")
    expect(page).to_have_url(re.compile("method=t5.*seed=2"))
    shown = page.locator(".strip").first.inner_text()
    page.reload()
    expect(page.locator(".strip").first).to_have_text(re.compile(re.escape(shown.split()[0])))
    expect(page.get_by_label("방법", exact=True)).to_have_value("t5")


def test_the_pair_comes_with_its_method_and_a_mistake_is_mended_at_its_field(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    page.goto(f"{PATH}?method=xlm")
    pair = page.get_by_label("짝이 되는 문장", exact=True)
    pair.fill("too short")
    expect(page.locator("#pair-problem")).to_contain_text("지금은 2개입니다")
    expect(pair).to_have_attribute("aria-invalid", "true")
    assert_accessible(page)
    pair.fill("this is now long enough")
    expect(page.locator("#pair-problem")).to_have_count(0)
    expect(page.locator(".strip").nth(1).locator(".piece")).to_have_count(5)
    assert_accessible(page)


def test_the_longest_text_fits_every_width_and_reads_in_words(page: Page) -> None:
    page.goto(f"{PATH}?method=electra&text={'가나다라마바사아자차카타파하' * 12}+나+다+라+마")
    stands_at_every_width(page)
    page.goto(f"{PATH}?method=xlnet&text={'가+' * 99}끝")
    stands_at_every_width(page)
    page.get_by_text("글로 보기").click()
    expect(page.locator("#in-words")).to_contain_text("써야 하는 것")
    assert_accessible(page)


def test_everything_works_without_javascript(visitor: Visitor, watch: Watch) -> None:
    watch.expect("status of 422")
    page = visitor(java_script_enabled=False, width=390)
    page.goto(PATH)
    page.get_by_label("글", exact=True).fill(OWN)
    page.get_by_label("방법", exact=True).select_option(label="MASS")
    page.get_by_role("button", name="바꾸어 보기").click()
    expect(page.locator(".strip").first.locator(".mask")).to_have_count(4)
    page.get_by_label("시드", exact=True).fill("많이")
    page.get_by_role("button", name="바꾸어 보기").click()
    expect(page.locator("#seed-problem")).to_contain_text("정수를 적어 주세요")
    expect(page.get_by_label("글", exact=True)).to_have_value(OWN)

"""A learner at shapes and sizes: three views, a mistake mended, with keys and without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.flows.conftest import Visitor
from tests.flows.test_accessibility import assert_accessible
from tests.flows.test_look import stands_at_every_width
from tests.flows.watching import Watch

PATH = "/figures/shapes"


def test_the_shapes_follow_the_arguments_and_the_focus_stays(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    page.goto(PATH)
    page.get_by_label("bidirectional").select_option("True")
    expect(page.locator("#shapes").get_by_text("output은 (4, 7, 64), h_n은 (4, 4, 32)")).to_be_visible()
    hidden = page.get_by_label("hidden_size")
    hidden.fill("스물")
    expect(page.locator("#hidden_size-problem")).to_contain_text("1부터 1,024까지의 정수")
    assert_accessible(page)
    hidden.fill("20")
    expect(page.locator(".snippet")).to_contain_text("hidden_size=20")
    expect(hidden).to_be_focused()
    expect(page).to_have_url(re.compile("hidden_size=20"))
    expect(page.locator("#announce")).to_contain_text("h_n은 (4, 4, 20)")


def test_a_view_and_a_model_are_chosen_with_the_keyboard(page: Page) -> None:
    page.goto(PATH)
    page.get_by_role("link", name="ALBERT의 크기").press("Enter")
    expect(page.get_by_role("link", name="ALBERT의 크기")).to_have_attribute("aria-current", "page")
    page.get_by_role("link", name="ALBERT xxlarge").first.press("Enter")
    expect(page.get_by_label("은닉 차원 H")).to_have_value("4096")
    expect(page.get_by_text("222,595,584").first).to_be_visible()
    page.get_by_role("link", name="계산량 나누기").press("Enter")
    expect(page.get_by_label("학습 계산량 C")).to_have_value("5.76e23")
    page.get_by_label("학습 계산량 C").fill("10^21")
    expect(page.get_by_text("4.68B").first).to_be_visible()
    assert_accessible(page)


def test_the_largest_numbers_fit_every_width(page: Page) -> None:
    most = "input_size=1024&hidden_size=1024&num_layers=8&batch=256&length=512&bidirectional=True&cell=LSTM"
    page.goto(f"{PATH}?{most}")
    stands_at_every_width(page)
    page.goto(f"{PATH}?view=albert&vocabulary=1000000&hidden=16384&embedding=16384&layers=96&ffn=65536&sharing=none")
    stands_at_every_width(page)
    page.goto(f"{PATH}?view=budget&compute=1e26")
    stands_at_every_width(page)


def test_everything_works_without_javascript(visitor: Visitor, watch: Watch) -> None:
    watch.expect("status of 422")
    page = visitor(java_script_enabled=False, width=390)
    page.goto(PATH)
    page.get_by_label("층의 종류").select_option("LSTM")
    page.get_by_label("길이 L").fill("512")
    page.get_by_role("button", name="바꾸어 보기").click()
    expect(page.locator(".snippet")).to_contain_text("output, (h_n, c_n) = lstm(torch.randn(4, 512, 10))")
    page.get_by_role("link", name="계산량 나누기").click()
    page.get_by_label("학습 계산량 C").fill("많이")
    page.get_by_role("button", name="바꾸어 보기").click()
    expect(page.locator("#compute-problem")).to_contain_text("5.76e23이나 10^21처럼")
    expect(page.get_by_label("학습 계산량 C")).to_have_value("많이")

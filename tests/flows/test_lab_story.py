"""Learners compare in the lab, with the bundled model: to the end, two at once, without scripts."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.flows.comparing import FOUR, column, ended, field, fill, start
from tests.flows.conftest import ROOT, Visitor, served
from tests.flows.test_accessibility import assert_accessible
from tests.flows.test_look import stands_at_every_width
from tests.flows.watching import Watch


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """With variants by chance, in case that none are bundled."""
    folder = tmp_path_factory.mktemp("lab")
    making = [sys.executable, "-m", "tests.flows.making_variants", str(folder / "data" / "variants")]
    subprocess.run(making, cwd=ROOT, check=True)
    with served(folder, "app.cli", "serve") as place:
        yield place


def test_four_methods_are_compared_to_the_end_and_found_again(page: Page) -> None:
    fill(page, *FOUR)
    assert_accessible(page)
    stands_at_every_width(page)
    start(page)
    expect(page.get_by_role("button", name="그만두기")).to_be_visible()
    told = ended(page)
    expect(page.locator(".col")).to_have_count(5)
    expect(told).to_contain_text("가장 적은 것은 프롬프트 튜닝 (16)입니다(4,096개)")
    expect(told).to_contain_text("16×256 = 4,096개")
    expect(told.locator(".tag").first).to_have_text("✓ 맞음")
    expect(column(page, "LoRA (r=8)")).to_contain_text("49,152개")
    expect(page.locator("#announce")).to_contain_text("비교가 끝났습니다.")
    expect(page).to_have_url(re.compile(r"/lab/records/\d+$"))
    whole = page.locator("#run").inner_text()
    assert_accessible(page)
    stands_at_every_width(page)
    page.reload()
    assert page.locator(".lab").inner_text().endswith(whole.strip())
    page.goto("/lab")
    page.get_by_role("link", name=re.compile("이 영화는.*예측 맞음", re.DOTALL)).click()
    ended(page)


def test_a_suggested_prompt_is_one_click_away_and_the_settings_have_an_address(page: Page) -> None:
    fill(page, *FOUR, length="7")
    page.get_by_role("link", name="스토리가").click()
    expect(page.get_by_label("2.")).to_have_value("스토리가")
    page.get_by_role("button", name="주소 만들기").click()
    expect(page).to_have_url(re.compile("variant=negative-prompt"))
    expect(page.get_by_label("2.")).to_have_value("스토리가")
    expect(page.get_by_label("길이")).to_have_value("7")
    expect(field(page, "variant", "negative-lora-8")).to_be_checked()
    expect(field(page, "variant", "negative-houlsby-8")).not_to_be_checked()


def test_a_prediction_is_about_what_is_chosen(page: Page) -> None:
    fill(page, "lora-8", "prompt")
    expect(page.locator("label:has([name=fewest]):visible")).to_have_count(3)
    field(page, "changed", "none").check(force=True)
    expect(field(page, "changed", "negative-lora-8")).not_to_be_checked()
    field(page, "variant", "negative-prompt").uncheck(force=True)
    expect(field(page, "fewest", "negative-prompt")).not_to_be_checked()


def test_a_mistake_is_told_where_it_is_and_nothing_is_lost(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    fill(page, *FOUR, length="900", prompt="두 시간 동안")
    start(page)
    expect(page.get_by_label("길이")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("길이")).to_have_value("900")
    expect(page.get_by_label("2.")).to_have_value("두 시간 동안")
    expect(field(page, "fewest", "negative-prompt")).to_be_checked()
    assert_accessible(page)


def test_two_learners_compare_at_once_and_see_their_own(visitor: Visitor) -> None:
    mina, jun = visitor(), visitor(width=390)
    fill(mina, *FOUR, prompt="이 영화는")
    fill(jun, "prefix", "prompt", prompt="음악이")
    start(mina)
    start(jun)
    for page, prompt, other in ((mina, "이 영화는", "음악이"), (jun, "음악이", "이 영화는")):
        ended(page)
        page.goto("/lab")
        expect(page.locator(".past")).to_contain_text(prompt)
        expect(page.locator(".past")).not_to_contain_text(other)


def test_a_choice_between_labels_is_shown_as_bars(page: Page) -> None:
    fill(page, "lora-8", "prompt", task="label", prompt="졸려서 중간에 나왔습니다.")
    start(page)
    ended(page)
    expect(page.locator(".bars")).to_have_count(3)
    shares = [float(told.rstrip("%")) for told in page.locator(".col").first.locator(".bars b").all_inner_texts()]
    assert sum(shares) == pytest.approx(100, abs=0.2)
    assert_accessible(page)


def test_without_scripts_one_sends_waits_and_sees(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False)
    fill(page, *FOUR)
    start(page)
    ended(page)
    expect(page).to_have_url(re.compile(r"/lab/records/\d+$"))
    expect(page.locator(".col")).to_have_count(5)

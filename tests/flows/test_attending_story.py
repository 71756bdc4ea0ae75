"""A learner at the attention masks: own text, a cell by mouse and by keys, a guess, a mistake, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.flows.conftest import Visitor
from tests.flows.test_accessibility import assert_accessible
from tests.flows.test_demos import REPEATED
from tests.flows.test_look import stands_at_every_width
from tests.flows.watching import Watch

PATH = "/figures/attention-masks"
TWELVE = "가나다라마바사아자차+" * 12


def test_the_matrix_follows_text_and_mask_and_the_focus_stays(page: Page) -> None:
    page.goto(PATH)
    text = page.get_by_label("글", exact=True)
    text.fill("하나 둘 셋")
    expect(page.locator(".matrix .cell")).to_have_count(9)
    expect(page.locator(".matrix .cell.open")).to_have_count(6)
    expect(text).to_be_focused()
    page.get_by_label("마스크", exact=True).select_option("prefix")
    page.get_by_label("프리픽스의 길이", exact=True).fill("2")
    expect(page.locator(".matrix .cell.open")).to_have_count(7)
    expect(page).to_have_url(re.compile("kind=prefix.*prefix=2"))
    page.get_by_label("마스크", exact=True).select_option("permutation")
    page.get_by_label("직접 적은 순서", exact=True).fill("3 1 2")
    expect(page).to_have_url(re.compile(r"order=3\+1\+2"))
    expect(page.locator("tbody small").first).to_have_text("(2)")
    page.get_by_role("link", name="다음 순서").press("Enter")
    expect(page.get_by_label("시드", exact=True)).to_have_value("2")
    expect(page.get_by_label("직접 적은 순서", exact=True)).to_have_value("")


def test_a_cell_is_chosen_by_mouse_and_by_arrows_and_told_why(page: Page) -> None:
    page.goto(PATH)
    page.locator("label", has=page.locator("#at-1-2-6")).click()
    why = page.locator(".why")
    expect(why).to_contain_text("2번 자리(‘어제’)에서 6번 자리(‘끝까지’)를 볼 수 없습니다.")
    expect(page.locator("#at-1-2-6")).to_be_checked()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("#at-1-6-6")).to_be_focused()
    expect(why).to_contain_text("자기 자신은 봅니다")
    expect(page.locator("#announce")).to_contain_text("이 칸이 열린 까닭")
    page.locator("#at-1-6-1").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#at-1-6")).to_be_checked()
    expect(why).to_contain_text("7개 가운데 6개입니다")
    expect(page.locator(".seen")).to_have_count(6)
    expect(page).to_have_url(re.compile("at=1-6(&|$)"))


def test_a_guess_is_compared_before_the_matrix_is_seen(page: Page) -> None:
    page.goto(f"{PATH}?at=1-2-1")
    page.get_by_role("link", name="먼저 맞혀 보기").press("Enter")
    expect(page.locator(".matrix")).to_have_count(0)
    page.get_by_label("1 나는").check()
    page.get_by_label("3 도서관에서").check()
    assert_accessible(page)
    page.get_by_role("button", name="확인하기").click()
    expect(page.locator(".guessed")).to_contain_text("7개 가운데 5개를 바르게")
    expect(page.locator(".guessed li")).to_have_count(2)
    assert_accessible(page)
    page.get_by_role("link", name="다음 자리 맞혀 보기").click()
    expect(page.locator(".guess legend")).to_contain_text("3번 자리(‘도서관에서’)")
    expect(page.locator(".guess :checked")).to_have_count(0)


def test_a_mistake_is_mended_at_its_field(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    page.goto(f"{PATH}?kind=encoder-decoder")
    second = page.get_by_label("디코더가 쓰는 글", exact=True)
    second.fill("하나")
    expect(page.locator("#second-problem")).to_contain_text("지금은 1개입니다")
    expect(second).to_have_attribute("aria-invalid", "true")
    assert_accessible(page)
    second.fill("하나 둘")
    expect(page.locator(".matrix")).to_have_count(3)
    assert_accessible(page)


@pytest.mark.parametrize("kind", ["permutation", "encoder-decoder"])
def test_twelve_long_tokens_fit_every_width(page: Page, kind: str) -> None:
    page.goto(f"{PATH}?kind={kind}&text={TWELVE.replace('가나다라마바', '가나')}&second={TWELVE.replace('가나다', '')}")
    expect(page.locator(".matrix").first.locator(".cell")).to_have_count(144)
    stands_at_every_width(page)
    page.set_viewport_size({"width": 390, "height": 850})
    page.locator("label", has=page.locator("#at-1-12-12")).click()
    expect(page.locator(".why")).to_contain_text("12번 자리")
    expect(page.locator(".why")).to_be_in_viewport()
    for size in page.locator(".pick").evaluate_all(
        "all => all.map(one => Math.min(one.offsetWidth, one.offsetHeight))"
    ):
        assert size >= 24


def test_everything_works_without_javascript(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False, width=390)
    page.goto(PATH)
    page.get_by_label("마스크", exact=True).select_option("bidirectional")
    page.get_by_role("button", name="보기", exact=True).click()
    expect(page.locator(".matrix .cell.open")).to_have_count(49)
    page.locator("label", has=page.locator("#at-1-1-7")).click()
    page.get_by_role("button", name="고른 칸 보기").click()
    expect(page.locator(".why")).to_contain_text("1번 자리(‘나는’)에서 7번 자리(‘읽었다’)를 볼 수 있습니다.")
    page.get_by_role("link", name="먼저 맞혀 보기").click()
    page.get_by_label("7 읽었다").check()
    page.get_by_role("button", name="확인하기").click()
    expect(page.locator(".guessed")).to_contain_text("7개 가운데 1개를 바르게")


def test_it_opens_inside_a_lesson_and_leaves_the_address_of_the_lesson(page: Page) -> None:
    page.goto("/lectures/seq2seq")
    card = page.locator(".demo", has_text="프리픽스 언어 모델은 입력 부분에서")
    card.get_by_role("button", name="여기서 열기").click()
    card.get_by_label("프리픽스의 길이", exact=True).fill("7")
    expect(card.locator(".matrix .cell.open")).to_have_count(49)
    expect(page).to_have_url(re.compile("/lectures/seq2seq$"))
    assert page.evaluate(REPEATED) == []
    assert_accessible(page)
    stands_at_every_width(page)

"""Pairs and steps in order: by mouse, by keyboard, by dragging, on a telephone, and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.flows import looking
from tests.flows.acting import start_round, verdict
from tests.flows.conftest import Visitor
from tests.flows.test_accessibility import assert_accessible
from tests.flows.watching import Watch

PAIRS = {"어떤 단어를 다른": "토큰 임베딩", "한 구간 안에서": "위치 임베딩", "단어와 그 차례는": "세그먼트 임베딩"}
STEPS = ["t", "e", "p", "a", "k", "c"]


def pairs(page: Page) -> Locator:
    start_round(page, unit="plm", kind="match", concept="bert-embedding-bug")
    return page.locator(".item")


def steps(page: Page) -> Locator:
    start_round(page, unit="plm", kind="order", concept="mlm-example-steps")
    return page.locator(".item")


def box(asked: Locator, left: str) -> Locator:
    return asked.locator(".pair", has_text=left).get_by_role("combobox")


def choose(asked: Locator, left: str, right: str) -> None:
    chosen = box(asked, left).locator("option", has_text=right).get_attribute("value")
    box(asked, left).select_option(chosen)


def order(asked: Locator) -> list[str]:
    return [str(step.get_attribute("data-key")) for step in asked.locator("[data-key]").all()]


def lift(asked: Locator, key: str, place: int) -> None:
    for _ in range(order(asked).index(key) - place):
        asked.locator(f"[data-key={key}] [data-move='-1']").click()


def send(asked: Locator) -> None:
    asked.get_by_role("button", name="확인").click()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def learner(request: pytest.FixtureRequest, visitor: Visitor) -> Page:
    return visitor(java_script_enabled=request.param)


def test_a_pair_left_out_is_named_and_the_rest_is_kept_until_all_are_right(learner: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    asked = pairs(learner)
    first, *others = PAIRS
    for left in others:
        choose(asked, left, PAIRS[left])
    send(asked)
    expect(asked.locator(".problem")).to_contain_text(first)
    expect(box(asked, first)).to_have_attribute("aria-invalid", "true")
    choose(asked, first, PAIRS[first])
    send(asked)
    expect(verdict(asked)).to_contain_text("맞았습니다")
    expect(asked.locator("li.option.right")).to_have_count(3)
    expect(asked.locator("li.option", has_text="짝이 없음")).to_contain_text("어텐션 마스크")


def test_a_wrong_pair_shows_what_was_chosen_what_is_right_and_why(page: Page) -> None:
    asked = pairs(page)
    for left, right in PAIRS.items():
        choose(asked, left, "어텐션 마스크" if left.startswith("한 구간") else right)
    send(asked)
    expect(verdict(asked)).to_contain_text("짝 3개 가운데 2개가 맞습니다.")
    wrong = asked.locator("li.option.wrong")
    for told in ("위치 임베딩", "내 답: 어텐션 마스크", "차례는 이 벡터가 알려 줍니다"):
        expect(wrong).to_contain_text(told)
    asked.get_by_role("button", name="다시 풀기").click()
    expect(asked.get_by_role("combobox").first).to_be_focused()


def test_pairs_are_chosen_by_the_number_of_what_is_listed(page: Page) -> None:
    asked = pairs(page)
    listed = asked.locator(".rights li").all_text_contents()
    for left, right in PAIRS.items():
        box(asked, left).focus()
        page.keyboard.press(str(listed.index(right) + 1))
    asked.get_by_role("button", name="확인").focus()
    page.keyboard.press("Enter")
    expect(verdict(asked)).to_contain_text("맞았습니다")
    expect(verdict(asked).get_by_role("heading")).to_be_focused()


def test_steps_are_moved_by_buttons_that_keep_the_focus_and_say_where_they_went(page: Page) -> None:
    asked = steps(page)
    second = asked.locator("[data-key]").nth(1)
    name, key = second.locator("label").text_content(), second.get_attribute("data-key")
    up = asked.locator(f"[data-key={key}] [data-move='-1']")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#announce")).to_have_text(f"{name}: 6개 가운데 1번째")
    expect(up).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#announce")).to_contain_text("맨 위입니다")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#announce")).to_have_text(f"{name}: 6개 가운데 2번째")
    expect(up).to_be_focused()
    for place, wanted in enumerate(STEPS):
        lift(asked, wanted, place)
    send(asked)
    expect(verdict(asked)).to_contain_text("맞았습니다")
    expect(asked.get_by_text("내 순서")).to_have_count(0)


def test_steps_are_dragged_and_stay_where_they_were_dropped(page: Page) -> None:
    asked = steps(page)
    before = order(asked)
    grip, goal = asked.locator(".grip").first, asked.locator("[data-key]").nth(3)
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), goal.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 10, end["y"] + end["height"] - 4, steps=8)
    with page.expect_response("**/draft"):
        page.mouse.up()
    moved = [*before[1:4], before[0], *before[4:]]
    assert order(asked) == moved
    page.reload()
    assert order(asked) == moved


def test_two_steps_in_one_place_are_refused_without_javascript_and_nothing_is_lost(visitor: Visitor) -> None:
    asked = steps(visitor(java_script_enabled=False))
    for key in STEPS:
        asked.locator(f"[data-key={key}] select").select_option(f"{max(1, STEPS.index(key))}:{key}")
    send(asked)
    expect(asked.locator(".problem")).to_contain_text("2번째 자리에 단계가 둘")
    expect(asked.locator("[data-key=c] select")).to_have_value("5:c")
    asked.locator("[data-key=t] select").select_option("0:t")
    send(asked)
    expect(verdict(asked)).to_contain_text("맞았습니다")


def test_the_learners_order_stands_beside_the_right_one(page: Page) -> None:
    asked = steps(page)
    for place, wanted in enumerate(["t", "p", "e", "a", "k", "c"]):
        lift(asked, wanted, place)
    send(asked)
    expect(verdict(asked)).to_contain_text("15쌍 가운데 14쌍")
    expect(verdict(asked)).to_contain_text("87점")
    expect(asked.locator(".orders .wrong")).to_have_count(2)
    expect(asked.locator(".orders .wrong").first).to_contain_text("→ 3번째")


@pytest.mark.parametrize("ask", [pairs, steps])
def test_both_kinds_fit_a_telephone_and_are_accessible_before_and_after(visitor: Visitor, ask: object) -> None:
    page = visitor(width=390, height=800, has_touch=True)
    asked = ask(page)  # type: ignore[operator]
    for _ in ("before", "after"):
        assert page.evaluate(looking.WIDER_THAN_WINDOW) == 0
        assert page.evaluate(looking.CLIPPED) == []
        assert_accessible(page)
        for left, right in PAIRS.items() if ask is pairs and not verdict(asked).count() else ():
            choose(asked, left, "어텐션 마스크" if left.startswith("한 구간") else right)
        if not verdict(asked).count():
            send(asked)
            expect(verdict(asked)).to_be_visible()

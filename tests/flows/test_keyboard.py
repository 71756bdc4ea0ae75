"""Everything without a mouse: letter keys in either layout, the way of the focus, and what a screen reader hears."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.flows.acting import LECTURE, answer, box, question, start_round, verdict
from tests.flows.conftest import Visitor

# What stands at the middle of the focused element, unless that is the element itself (or its label, or inside it).
HIDDEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  if (one === document.body || one.matches(".skip")) return null;
  const x = box.left + box.width / 2, y = box.top + Math.min(box.height, innerHeight) / 2;
  const there = document.elementFromPoint(Math.min(Math.max(x, 0), innerWidth - 1), y);
  const mine = there && (one.contains(there) || there.contains(one) || there.closest("label")?.contains(one));
  return mine ? null : `${one.outerHTML.slice(0, 90)} at ${Math.round(y)} is under ${there?.outerHTML.slice(0, 90)}`;
}"""


def press_in_korean(page: Page, code: str, letter: str) -> None:
    """The key at the place of `code` while the keyboard writes Hangul."""
    keys = page.context.new_cdp_session(page)
    keys.send("Input.dispatchKeyEvent", {"type": "keyDown", "code": code, "key": letter, "text": letter})
    keys.send("Input.dispatchKeyEvent", {"type": "keyUp", "code": code, "key": letter})


def active(page: Page) -> Locator:
    return page.locator(":focus")


def tab_to(page: Page, goal: Locator) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if goal.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {goal}")


@pytest.mark.parametrize(("key", "outcome"), [("o", "맞았습니다"), ("x", "다시 생각해 보세요")])
def test_o_and_x_are_answered_by_their_letters(page: Page, key: str, outcome: str) -> None:
    page.goto(LECTURE)
    question(page, "peft-ox-08").scroll_into_view_if_needed()
    question(page, "peft-ox-08").get_by_role("button", name="맞다").focus()
    page.keyboard.press(key)
    expect(verdict(question(page, "peft-ox-08"))).to_contain_text(outcome)


@pytest.mark.parametrize(("code", "letter", "outcome"), [("KeyO", "ㅐ", "맞았습니다"), ("KeyX", "ㅌ", "다시 생각해")])
def test_the_same_keys_answer_while_the_keyboard_writes_hangul(
    page: Page, code: str, letter: str, outcome: str
) -> None:
    start_round(page, kind="ox", concept="adapter-trains")
    press_in_korean(page, code, letter)
    expect(verdict(question(page, "peft-ox-08"))).to_contain_text(outcome)


def test_letters_typed_into_a_box_answer_nothing(page: Page) -> None:
    page.goto(LECTURE)
    box(question(page, "peft-short-03")).press_sequentially("oxjk1")
    expect(box(question(page, "peft-short-03"))).to_have_value("oxjk1")
    expect(page.locator(".verdict")).to_have_count(0)


def test_letter_keys_can_be_switched_off_for_good(page: Page) -> None:
    start_round(page, kind="ox", concept="adapter-trains")
    page.get_by_label("글자 단축키").uncheck()
    page.reload()
    expect(page.get_by_label("글자 단축키")).not_to_be_checked()
    page.keyboard.press("o")
    page.wait_for_timeout(200)
    expect(page.locator(".verdict")).to_have_count(0)


def test_the_verdict_takes_the_focus_and_is_announced(page: Page) -> None:
    page.goto(LECTURE)
    asked = answer(page, "peft-short-03", "저랭크 행렬의 곱")
    expect(asked.locator(".verdict h3")).to_be_focused()
    expect(page.locator("#announce")).to_contain_text("맞았습니다")
    expect(page.locator("#announce")).to_have_attribute("aria-live", "polite")


def test_an_answer_that_was_quicker_than_htmx_leads_to_its_verdict(page: Page) -> None:
    start_round(page, kind="ox", concept="adapter-trains")
    page.locator(".item form").first.evaluate(
        "form => { form.insertAdjacentHTML('beforeend', '<input name=answer value=O>'); form.submit(); }"
    )
    page.wait_for_url("**#q-peft-ox-08")
    expect(page.locator(".verdict h3")).to_be_focused()


def test_a_hint_is_announced_and_the_focus_returns_to_the_box(page: Page) -> None:
    start_round(page, kind="short", concept="adapter-trains")
    asked = answer(page, "peft-short-07", "레이어 정규화 파라미터")
    expect(box(asked)).to_be_focused()
    expect(page.locator("#announce")).to_contain_text("다시 생각해 보세요")
    expect(box(asked)).to_have_attribute("aria-describedby", "q-peft-short-07-hint")


def test_the_first_tab_leads_past_the_menu(page: Page) -> None:
    page.goto(LECTURE)
    page.keyboard.press("Tab")
    expect(active(page)).to_have_text("본문으로 건너뛰기")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_whole_round_needs_no_mouse(page: Page) -> None:
    page.goto("/practice")
    tab_to(page, page.locator("input[name=kind]:checked"))
    with page.expect_response("**/practice?**"):
        page.keyboard.press("ArrowRight")
    expect(page.locator("input[name=kind]:checked")).to_have_value("ox")
    expect(page.locator("input[name=kind]:checked")).to_be_focused()
    tab_to(page, page.locator("input[name=count]:checked"))
    with page.expect_response("**/practice?**"):
        page.keyboard.press("ArrowLeft")
    tab_to(page, page.get_by_role("button", name="시작하기"))
    page.keyboard.press("Enter")
    for number in range(1, 6):
        expect(page.locator(".round-head .score")).to_have_text(str(number))
        page.wait_for_load_state()
        page.keyboard.press("o")
        verdict(page.locator(".item")).wait_for()
        if page.locator(".item[data-state=near]").count():
            expect(page.locator(".item :focus")).to_be_visible()  # the hint has arrived, and so has what keys press
            page.keyboard.press("x")
            page.locator(".item:not([data-state=near])").wait_for()
        expect(page.locator(".verdict h3")).to_be_focused()
        page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="마치고 결과 보기"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("결과")
    expect(page.locator(".rows > li.open")).to_have_count(0)


@pytest.mark.parametrize("path", ["/practice", LECTURE, "/lab/parameters"])
@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 720)])
def test_no_bar_hides_what_has_the_focus(visitor: Visitor, path: str, width: int, height: int) -> None:
    page = visitor(width=width, height=height)
    page.goto(path)
    for key in ["Tab"] * 40 + ["Shift+Tab"] * 30:
        page.keyboard.press(key)
        assert page.evaluate(HIDDEN) is None

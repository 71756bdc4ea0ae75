"""Nothing that was typed is lost: not by a reload, the back button, a failed request, or Enter inside a syllable."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, Route, expect

from tests.flows.acting import LECTURE, answer, box, question, verdict
from tests.flows.watching import Watch

THOUGHT = "저랭크 행렬 두 개의"


def test_typed_text_survives_a_reload(page: Page) -> None:
    page.goto(LECTURE)
    with page.expect_response("**/draft"):
        box(question(page, "peft-short-03")).press_sequentially(THOUGHT)
    page.reload()
    expect(box(question(page, "peft-short-03"))).to_have_value(THOUGHT)


def test_text_typed_just_before_leaving_is_there_on_the_way_back(page: Page) -> None:
    page.goto(LECTURE)
    box(question(page, "peft-essay-03")).fill(THOUGHT)
    page.get_by_role("link", name="용어집").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("용어집")
    page.go_back()
    expect(box(question(page, "peft-essay-03"))).to_have_value(THOUGHT)


def test_a_failed_request_keeps_the_text_and_can_be_sent_again(page: Page, watch: Watch) -> None:
    watch.expect("net::ERR_FAILED")
    watch.expect("htmx:error: Failed to fetch")
    page.goto(LECTURE)
    page.route("**/answer", lambda route: route.abort())
    asked = answer(page, "peft-short-03", "저랭크 행렬의 곱")
    expect(asked.get_by_role("alert")).to_contain_text("적은 내용은 그대로 있습니다")
    expect(box(asked)).to_have_value("저랭크 행렬의 곱")
    page.unroute("**/answer")
    asked.get_by_role("button", name="다시 보내기").click()
    expect(verdict(asked)).to_contain_text("맞았습니다")


def test_the_button_that_failed_is_the_one_sent_again(page: Page, watch: Watch) -> None:
    watch.expect("net::ERR_FAILED")
    watch.expect("htmx:error: Failed to fetch")
    page.goto(LECTURE)
    page.route("**/answer", lambda route: route.abort())
    asked = question(page, "peft-ox-04")
    asked.get_by_role("button", name="아니다").click()
    page.get_by_role("alert").filter(visible=True).wait_for()
    page.unroute("**/answer")
    asked.get_by_role("button", name="다시 보내기").click()
    expect(asked.locator(".picked.mine")).to_contain_text("X")


def test_a_double_click_is_one_answer(page: Page) -> None:
    page.goto(LECTURE)
    page.route("**/answer", slowly)
    asked = question(page, "peft-ox-08")
    asked.get_by_role("button", name="아니다").dblclick()
    expect(verdict(asked)).to_contain_text("다시 생각해 보세요")
    page.reload()
    expect(verdict(asked)).to_contain_text("다시 생각해 보세요")


def slowly(route: Route) -> None:
    time.sleep(0.3)
    route.continue_()


def test_a_server_that_stumbles_keeps_the_text_too(page: Page, watch: Watch) -> None:
    watch.expect("status of 503")
    page.goto(LECTURE)
    page.route("**/answer", lambda route: route.fulfill(status=503, body="busy"))
    asked = answer(page, "peft-essay-03", THOUGHT)
    expect(asked.get_by_role("alert")).to_contain_text("서버가 답을 받지 못했습니다")
    expect(box(asked)).to_have_value(THOUGHT)


@pytest.mark.parametrize("status", [429, 503])
def test_what_the_server_says_of_a_failure_is_told(page: Page, watch: Watch, status: int) -> None:
    watch.expect(f"status of {status}")
    page.goto(LECTURE)
    told, html = '<div><p class="lead">보낸 것을 저장하지 못했습니다.</p></div>', "text/html; charset=utf-8"
    page.route("**/answer", lambda route: route.fulfill(status=status, content_type=html, body=told))
    asked = answer(page, "peft-essay-03", THOUGHT)
    expect(asked.get_by_role("alert")).to_contain_text("보낸 것을 저장하지 못했습니다. 적은 내용은 그대로 있습니다.")
    expect(asked.get_by_role("alert")).not_to_contain_text("연결을 확인")


def test_enter_inside_a_syllable_does_not_send_the_answer(page: Page) -> None:
    sent: list[str] = []

    def note(route: Route) -> None:
        sent.append(route.request.url)
        route.continue_()

    page.goto(LECTURE)
    page.route("**/answer", note)
    asked = question(page, "peft-short-03")
    box(asked).focus()
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "저랭ㅋ", "selectionStart": 3, "selectionEnd": 3})
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert sent == []
    keys.send("Input.insertText", {"text": "저랭크 행렬"})
    page.keyboard.press("Enter")
    expect(verdict(asked)).to_contain_text("맞았습니다")
    assert len(sent) == 1

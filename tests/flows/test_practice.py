"""A round of practice: chosen, left and resumed, finished, and the wrong ones once more."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.flows.acting import question, start_round
from tests.flows.conftest import Visitor


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def learner(request: pytest.FixtureRequest, visitor: Visitor) -> Page:
    return visitor(java_script_enabled=request.param)


def say(learner: Page, letter: str) -> None:
    """Answers the O/X question shown, and sticks to it when a hint comes."""
    asked = learner.locator(".item")
    asked.get_by_role("button", name={"O": "맞다", "X": "아니다"}[letter], exact=False).first.click()
    asked.locator(".verdict").wait_for()
    if asked.locator(".verdict.near").count():
        asked.get_by_role("button", name="정답 보기").click()
    expect(asked.locator(".verdict h3")).to_have_text(re.compile("맞았습니다|정답이 아닙니다"))


def test_a_round_of_five_ends_in_a_result_and_the_wrong_ones_come_again(learner: Page) -> None:
    learner.goto("/practice?kind=ox&count=5")
    learner.get_by_role("button", name="시작하기").click()
    for number in range(1, 6):
        expect(learner.locator(".round-head .score")).to_have_text(str(number))
        say(learner, "O")
        if number < 5:
            learner.get_by_role("link", name="다음").click()
    wrong = learner.locator(".marks .incorrect").count()
    learner.get_by_role("button", name="마치고 결과 보기").click()

    rows = learner.locator(".rows > li")
    expect(rows).to_have_count(5)
    expect(learner.locator(".rows > li.incorrect")).to_have_count(wrong)
    for row in rows.all():
        expect(row.locator(".verdict h3")).to_have_count(1)
        expect(row.locator(".after")).to_contain_text("해설")
    if wrong:
        learner.get_by_role("button", name=f"틀린 {wrong}문항만 다시 풀기").click()
        expect(learner.locator(".marks li")).to_have_count(wrong)


def test_only_what_went_wrong_is_asked_again(page: Page) -> None:
    start_round(page, kind="ox", concept="adapter-trains")
    say(page, "X")
    page.get_by_role("button", name="마치고 결과 보기").click()
    expect(page.locator(".rows > li.incorrect")).to_have_count(1)
    page.get_by_role("button", name="틀린 1문항만 다시 풀기").click()
    expect(question(page, "peft-ox-08")).to_have_attribute("data-state", "open")
    say(page, "O")
    page.get_by_role("button", name="마치고 결과 보기").click()
    expect(page.locator(".rows > li.correct")).to_have_count(1)
    expect(page.get_by_role("button", name=re.compile("다시 풀기"))).to_have_count(0)


def test_a_round_can_be_left_and_resumed(page: Page) -> None:
    start_round(page, kind="ox")
    say(page, "O")
    page.get_by_role("link", name="다음").click()
    expect(page.locator(".round-head .score")).to_have_text("2")
    context = page.context
    page.close()

    later = context.new_page()
    later.goto("/practice")
    expect(later.get_by_text("5문항 가운데 1문항을 풀었습니다")).to_be_visible()
    later.get_by_role("link", name="이어서 풀기").click()
    expect(later.locator(".round-head .score")).to_have_text("2")
    expect(later.locator(".marks li").first.get_by_role("link")).not_to_have_class("open")


def test_rounds_begun_before_the_latest_wait_behind_one_line(page: Page) -> None:
    for kind in ("ox", "short", "blank"):
        start_round(page, kind=kind)
    page.goto("/practice")
    begun = page.get_by_role("region", name="풀던 회")
    expect(begun.get_by_role("link", name="이어서 풀기")).to_have_count(1)
    begun.get_by_text("먼저 시작한 것 보기").click()
    expect(begun.get_by_role("link", name="이어서 풀기")).to_have_count(3)
    begun.get_by_role("listitem").filter(has_text="O/X").get_by_role("link").click()
    expect(page.get_by_role("button", name="맞다")).to_be_visible()


def test_numbers_beside_the_question_follow_the_answer(page: Page) -> None:
    start_round(page, kind="ox", concept="adapter-trains")
    expect(page.locator("[data-answered]")).to_have_text("0")
    say(page, "O")
    expect(page.locator("[data-answered]")).to_have_text("1")
    expect(page.locator(".marks a").first).to_have_class("correct")
    expect(page.get_by_role("progressbar", name="답한 문항")).to_have_js_property("value", 1)


def test_each_choice_counts_what_it_would_ask(page: Page) -> None:
    page.goto("/practice")
    with page.expect_response("**/practice?**"):
        page.get_by_role("radio", name="서술").check(force=True)
    expect(page.get_by_role("radio", name="서술")).to_be_checked()
    expect(page.get_by_role("radio", name="서술")).to_be_focused()
    expect(page.locator("#matching")).to_have_text(re.compile(r"고른 대로면 \d+문항까지 낼 수 있습니다"))
    expect(page).to_have_url(re.compile("kind=essay"))


def test_where_nothing_went_wrong_yet_practice_says_so(page: Page) -> None:
    page.goto("/practice?which=wrong")
    expect(page.get_by_role("alert")).to_contain_text("틀렸던 문항이 없습니다")
    expect(page.get_by_role("button", name="시작하기")).to_be_disabled()

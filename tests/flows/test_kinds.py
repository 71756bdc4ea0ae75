"""One answer of each kind, as a learner gives it, and what the page says to it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.flows.acting import ESSAY, LECTURE, answer, dealt, question, verdict


def test_a_slip_of_one_letter_earns_the_credit_and_a_note_on_spelling(page: Page) -> None:
    page.goto(LECTURE)
    asked = answer(page, "peft-short-03", "저랭크 행럴 분해")
    expect(verdict(asked).get_by_role("heading")).to_have_text("✓ 맞았습니다 — 철자만 확인하세요")
    expect(verdict(asked)).to_contain_text("저랭크 행렬 분해")


def test_a_blank_is_filled_inside_its_sentence(page: Page) -> None:
    page.goto(LECTURE)
    asked = question(page, "peft-blank-05")
    sentence = asked.locator("p", has=page.get_by_role("textbox", name="빈칸"))
    expect(sentence).to_contain_text("여러 층의 앞쪽에 학습 가능한")
    sentence.get_by_role("textbox").fill("프리픽스")
    sentence.get_by_role("textbox").press("Enter")
    expect(verdict(asked)).to_contain_text("맞았습니다")
    expect(asked.locator(".ask p")).to_contain_text("학습 가능한 빈칸에 적은 답: 프리픽스 토큰을 더하여")


def test_a_choice_says_of_each_option_why(page: Page) -> None:
    page.goto(LECTURE)
    asked = question(page, "peft-choice-04")
    asked.get_by_role("radio", name="프롬프트 튜닝").check()
    asked.get_by_role("button", name="확인").click()
    expect(verdict(asked)).to_contain_text("정답이 아닙니다")
    options = asked.locator("li.option")
    expect(options).to_have_count(4)
    for option in options.all():
        expect(option.locator("p")).not_to_be_empty()
    expect(options.filter(has_text="내 답")).to_contain_text("틀린 선택지: 소프트 프롬프트를 학습하는")
    expect(options.filter(has_text="맞는 선택지")).to_contain_text("퓨샷 프롬프팅")


def test_a_number_may_be_counted_in_ten_thousands(page: Page) -> None:
    page.goto(LECTURE)
    asked = question(page, "peft-number-03")
    values = dealt(asked)
    count = 2 * values["m"] * values["d"] + values["d"] + values["m"]
    answer(page, "peft-number-03", f"{count / 10_000}만 개")
    expect(verdict(asked)).to_contain_text("맞았습니다")
    expect(verdict(asked)).to_contain_text(f"{count:,}개")


def test_an_essay_shows_what_was_found_and_keeps_the_learners_own_score(page: Page) -> None:
    page.goto(LECTURE)
    asked = answer(page, "peft-essay-03", ESSAY)
    expect(verdict(asked).get_by_role("heading")).to_contain_text("채점 제안")
    expect(asked.locator(".mine-text mark").first).to_be_visible()
    expect(asked.locator(".rubric li.found")).to_have_count(3)
    expect(asked.locator(".rubric li.missing")).to_have_count(1)
    expect(asked.get_by_text("모범 답안", exact=True)).to_be_visible()
    asked.get_by_label("내가 매긴 점수").fill("70")
    asked.get_by_role("button", name="기록하기").click()
    expect(asked.get_by_role("button", name="고치기")).to_be_visible()
    page.reload()
    expect(asked.get_by_label("내가 매긴 점수")).to_have_value("70")
    expect(asked).to_contain_text("제안 80점")
    expect(asked.locator(".mine-text")).to_contain_text("나타내어 그것만 학습합니다")


def test_a_question_can_be_taken_again(page: Page) -> None:
    page.goto(LECTURE)
    asked = answer(page, "peft-short-03", "두 저랭크 행렬의 곱")
    asked.get_by_role("button", name="다시 풀기").click()
    expect(asked.get_by_role("textbox")).to_have_value("")
    expect(asked.get_by_role("textbox")).to_be_focused()
    expect(verdict(asked)).to_have_count(0)

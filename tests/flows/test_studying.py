"""A learner studies the unit, falls for what the old notes said, and finds out why: with JavaScript and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from app.content import QUIZZES
from app.course import load
from tests.flows.acting import LECTURE, answer, box, start_round, verdict
from tests.flows.conftest import Visitor
from tests.flows.watching import Watch

OLD_NOTES = "레이어 정규화 파라미터"
RIGHT = "어댑터 파라미터"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def learner(request: pytest.FixtureRequest, visitor: Visitor) -> Page:
    return visitor(java_script_enabled=request.param)


def told_nothing(asked: Locator) -> None:
    for words in ("정답 어댑터", "해설", "맞게 채점하는 답", "출처"):
        expect(asked).not_to_contain_text(words)


def test_a_learner_reads_the_unit_falls_for_the_old_notes_and_finds_out_why(learner: Page) -> None:
    learner.goto("/")
    learner.get_by_role("link", name="첫 단원 시작하기").click()
    expect(learner.get_by_role("heading", level=1)).to_contain_text("NLP의 기초")
    learner.goto("/")
    learner.get_by_role("link", name="파라미터 효율적 튜닝").first.click()
    expect(learner.get_by_role("heading", level=1)).to_have_text("파라미터 효율적 튜닝")
    learner.get_by_role("link", name="연습하기").click()
    learner.get_by_role("radio", name="단답").check(force=True)
    if learner.get_by_role("button", name="문항 수 다시 세기").is_visible():
        learner.get_by_role("button", name="문항 수 다시 세기").click()
    learner.get_by_label("개념").select_option("adapter-trains")
    learner.get_by_role("button", name="시작하기").click()

    asked = answer(learner, "peft-short-07", OLD_NOTES)
    expect(verdict(asked)).to_contain_text("다시 생각해 보세요")
    expect(verdict(asked)).to_contain_text("태스크별 레이어 정규화 파라미터도 ‘함께’ 학습했다")
    expect(box(asked)).to_have_value(OLD_NOTES)
    told_nothing(asked)

    answer(learner, "peft-short-07", RIGHT)
    expect(verdict(asked).get_by_role("heading")).to_contain_text("맞았습니다")
    expect(verdict(asked)).to_contain_text("기록에는 첫 답도 남아 있습니다")
    expect(asked.get_by_role("list", name="채점 과정").get_by_role("listitem")).not_to_have_count(0)
    expect(asked).to_contain_text("항등에 가까운 초기화")
    expect(asked.locator(".cited").get_by_role("link").first).to_have_attribute("href", re.compile("^https://"))
    asked.get_by_text(re.compile("맞게 채점하는 답 [0-9]+가지")).click()
    expect(asked.get_by_text("병목 어댑터의 가중치")).to_be_visible()
    asked.get_by_role("link", name="바로잡은 문항").click()
    expect(learner.locator("#peft-short-07")).to_contain_text("왜 고쳤나")


def test_whoever_gives_up_after_the_hint_sees_the_answer(learner: Page) -> None:
    start_round(learner, kind="short", concept="adapter-trains")
    asked = answer(learner, "peft-short-07", OLD_NOTES)
    asked.get_by_role("button", name="정답 보기").click()
    expect(verdict(asked).get_by_role("heading")).to_contain_text("정답이 아닙니다")
    expect(asked.locator(".key")).to_have_text(f"정답 {RIGHT}")


def test_an_answer_in_the_lecture_leads_back_to_its_question(learner: Page) -> None:
    learner.goto(LECTURE)
    asked = answer(learner, "peft-short-03", "저랭크 행렬의 곱")
    expect(verdict(asked)).to_contain_text("맞았습니다")
    expect(asked).to_be_in_viewport()


def test_a_malformed_answer_costs_nothing_and_keeps_its_text(learner: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    learner.goto(LECTURE)
    asked = answer(learner, "peft-number-02", "아주 많이")
    expect(asked.locator(".problem")).to_be_visible()
    expect(box(asked)).to_have_value("아주 많이")
    expect(box(asked)).to_have_attribute("aria-invalid", "true")


def test_the_lecture_tells_no_key_and_no_explanation_before_an_answer(page: Page) -> None:
    page.goto(LECTURE)
    ids = [name.removeprefix("q-") for name in page.locator(".item").evaluate_all("all => all.map(one => one.id)")]
    html, course = page.content(), load(QUIZZES)
    assert len(ids) > 20
    for item in ids:
        asked = course.questions[item]
        secrets = [asked.explanation, *(miss.feedback for miss in asked.near_misses)]
        secrets += [option.why for option in getattr(asked, "options", ())]
        for secret in filter(None, secrets):
            assert longest_plain_run(secret) not in html, f"{item} tells: {secret}"


def longest_plain_run(markdown: str) -> str:
    """A stretch that looks the same in Markdown and in HTML."""
    return max(re.split(r"[*$`\[\]{}\"'<>&\n]", markdown), key=len)

"""What the course is for: a learner doubts a key and is right. The doubt ends in a corrected key, a regrade that
everybody sees, an answer to whoever doubted, and a public erratum."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.flows.acting import question, send
from tests.flows.conftest import Visitor, served
from tests.people.acting import PASSWORD

ITEM, LESSON = "mini-choice-01", "/lectures/mini"
DOUBT, REASON, ANSWER = "책에는 토크나이저라고 적혀 있습니다.", "원문 3쪽을 따릅니다.", "맞습니다. 정답을 고쳤습니다."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("doubting"), "tests.flows.teaching") as place:
        yield place


def _answered_wrong(visitor: Visitor) -> Page:
    page = visitor()
    page.goto(LESSON)
    send(page, ITEM, "b")
    page.goto(LESSON)
    expect(question(page, ITEM).locator(".verdict")).to_contain_text("정답이 아닙니다")
    return page


def _doubt(page: Page) -> None:
    asked = question(page, ITEM)
    asked.get_by_text("이 문항이 이상해요").click()
    asked.get_by_label("정답이 틀렸어요", exact=True).check()
    asked.locator("form[action='/disputes'] textarea").fill(DOUBT)
    asked.get_by_role("button", name="강사에게 보내기").click()
    expect(asked.locator(".state")).to_contain_text("보냈습니다")


def _correct(teacher: Page) -> None:
    """From the doubt itself to the correction."""
    teacher.get_by_role("link", name="이미 낸 답을 다시 채점한").click()
    box = teacher.get_by_label("문항의 글")
    text = box.input_value().replace("text: 어댑터, correct: true", "text: 어댑터")
    box.fill(text.replace("text: 토크나이저", "text: 토크나이저, correct: true"))
    teacher.get_by_label("까닭", exact=True).fill(REASON)
    teacher.get_by_label("바로잡은 내용").fill("토크나이저가 맞습니다.")
    teacher.get_by_role("button", name="무엇이 바뀌는지 보기").click()
    expect(teacher.get_by_role("region", name="바로잡으면 이렇게 됩니다")).to_contain_text("학습자 2명")
    teacher.get_by_role("button", name="바로잡기", exact=True).click()
    expect(teacher.get_by_role("status").first).to_contain_text("2개의 채점이 바뀌었습니다")


def test_a_doubt_ends_in_a_corrected_key_a_regrade_and_an_erratum(visitor: Visitor) -> None:
    mina, jun, teacher = _answered_wrong(visitor), _answered_wrong(visitor), visitor()
    _doubt(mina)

    teacher.request.post("/sign-in", form={"name": "kim", "password": PASSWORD})
    teacher.goto("/authoring/disputes")
    teacher.get_by_role("link", name=ITEM).first.click()
    expect(teacher.locator(".objection").first).to_contain_text(DOUBT)
    _correct(teacher)
    teacher.get_by_role("link", name="이의에 답하기").click()
    teacher.get_by_label("이의를 보낸 학습자에게 보낼 답").fill(ANSWER)
    teacher.get_by_role("button", name="고쳤다고 답하고").click()
    expect(teacher.get_by_role("status").first).to_contain_text("고쳤습니다")

    mina.goto("/disputes")
    expect(mina.get_by_role("main")).to_contain_text(ANSWER)
    for learner in (mina, jun):
        learner.goto(LESSON)
        verdict = question(learner, ITEM).locator(".verdict")
        expect(verdict).to_contain_text("맞았습니다")
        expect(verdict.locator(".regraded")).to_contain_text(REASON)
    stranger = visitor(java_script_enabled=False)
    stranger.goto("/errata")
    expect(stranger.locator(f"#{ITEM}")).to_contain_text(REASON)

"""A key was wrong: the instructor corrects it after a dry run, everybody affected sees what changed and why, the
erratum is public, and the correction is undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.flows.acting import question, send
from tests.flows.conftest import Visitor, served
from tests.flows.test_accessibility import assert_accessible
from tests.flows.test_look import stands_at_every_width
from tests.flows.watching import Watch
from tests.people.acting import PASSWORD

ITEM, LESSON = "mini-choice-01", "/lectures/mini"
REASON = "원문 3쪽에서는 토크나이저라고 부릅니다."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("correcting"), "tests.flows.teaching") as place:
        yield place


@pytest.fixture
def teacher(visitor: Visitor) -> Page:
    page = visitor()
    page.request.post("/sign-in", form={"name": "kim", "password": PASSWORD})
    return page


def _answered_wrong(visitor: Visitor, **wishes: object) -> Page:
    page = visitor(**wishes)
    page.goto(LESSON)
    send(page, ITEM, "b")
    page.goto(LESSON)
    expect(question(page, ITEM).locator(".verdict")).to_contain_text("정답이 아닙니다")
    return page


def _turn_round(teacher: Page) -> None:
    """The second option was right all along."""
    box = teacher.get_by_label("문항의 글")
    text = box.input_value()
    turned = text.replace("text: 어댑터, correct: true", "text: 어댑터").replace(
        "text: 토크나이저", "text: 토크나이저, correct: true"
    )
    assert turned != text
    box.fill(turned)


def _sees_the_change(page: Page, before: str, after: str, reason: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="채점이 바뀐 답 1개").click()
    told = page.locator(".regraded").first
    expect(told).to_contain_text(before)
    expect(told).to_contain_text(after)
    expect(told).to_contain_text(reason)
    page.get_by_role("link", name="문항과 해설 보기").first.click()
    expect(question(page, ITEM).locator(".verdict .regraded")).to_contain_text(reason)
    page.goto("/")
    expect(page.get_by_role("link", name="채점이 바뀐 답")).to_have_count(0)


def test_a_wrong_key_is_corrected_and_everybody_sees_it(visitor: Visitor, teacher: Page, watch: Watch) -> None:
    mina, jun = _answered_wrong(visitor, width=390), _answered_wrong(visitor, java_script_enabled=False)

    teacher.goto("/authoring/regrades")
    assert_accessible(teacher)
    teacher.get_by_label("문항 번호").fill(ITEM)
    teacher.get_by_role("button", name="열기").click()
    _turn_round(teacher)
    watch.expect("status of 422")
    teacher.get_by_role("button", name="무엇이 바뀌는지 보기").click()
    expect(teacher.get_by_role("alert")).to_contain_text("왜 고치는지 적어 주세요")
    teacher.get_by_label("까닭", exact=True).fill(REASON)
    teacher.get_by_label("바로잡은 내용").fill("토크나이저가 맞습니다.")
    teacher.get_by_role("button", name="무엇이 바뀌는지 보기").click()
    foreseen = teacher.get_by_role("region", name="바로잡으면 이렇게 됩니다")
    expect(foreseen.get_by_role("heading", name="바로잡으면 이렇게 됩니다")).to_be_focused()
    expect(foreseen).to_contain_text("학습자 2명의 답 2개가 바뀝니다")
    expect(foreseen.get_by_role("cell", name="토크나이저")).to_be_visible()
    assert_accessible(teacher)
    stands_at_every_width(teacher)
    teacher.get_by_role("button", name="바로잡기", exact=True).click()
    expect(teacher.get_by_role("status").first).to_contain_text("답 2개를 다시 채점해 2개의 채점이 바뀌었습니다")
    assert_accessible(teacher)
    stands_at_every_width(teacher)

    for learner in (mina, jun):
        _sees_the_change(learner, "틀림", "맞음", REASON)
    jun.goto("/errata")
    expect(jun.locator(f"#{ITEM}")).to_contain_text(REASON)

    teacher.get_by_role("link", name="되돌리기").click()
    teacher.get_by_role("button", name="무엇이 바뀌는지 보기").click()
    teacher.get_by_role("button", name="바로잡기", exact=True).click()
    expect(teacher.get_by_role("status").first).to_contain_text("2개의 채점이 바뀌었습니다")
    _sees_the_change(mina, "맞음", "틀림", "되돌립니다")
    mina.goto("/regrades")
    assert_accessible(mina)
    stands_at_every_width(mina)
    jun.goto("/errata")
    expect(jun.locator(f"#{ITEM}")).to_have_count(0)

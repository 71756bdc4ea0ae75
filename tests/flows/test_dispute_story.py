"""A learner doubts a verdict, an instructor answers, the learner reads it: with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from app.database import Database
from tests.flows.acting import LECTURE, question, send, start_round
from tests.flows.conftest import Visitor, served
from tests.flows.test_accessibility import assert_accessible
from tests.flows.test_look import stands_at_every_width
from tests.flows.watching import Watch
from tests.people.acting import PASSWORD, make

ITEM = "peft-ox-04"
DOUBT = "이 문항이 이상해요"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of our own, which knows an instructor."""
    folder = tmp_path_factory.mktemp("disputed")
    with served(folder, "app.cli", "serve") as place:
        database = Database(f"sqlite:///{folder / 'data' / 'seodang.db'}")
        make(database, "teacher", "instructor")
        database.close()
        yield place


@pytest.fixture
def teacher(visitor: Visitor) -> Page:
    page = visitor()
    page.goto("/sign-in")
    page.get_by_label("이름").fill("teacher")
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="로그인").click()
    page.get_by_role("link", name="저작").wait_for()
    return page


def open_item(teacher: Page, item: str) -> Locator:
    """The latest dispute of the item."""
    teacher.goto("/authoring/disputes")
    teacher.get_by_role("link", name=item).click()
    return teacher.locator(".objection.open").last


def test_a_doubt_goes_to_the_instructor_and_the_reply_comes_back(visitor: Visitor, teacher: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    page = visitor(width=390)
    start_round(page, kind="ox", concept="p-tuning-trains")
    asked = question(page, ITEM)
    asked.get_by_role("button", name="아니다").click()
    asked.get_by_text(DOUBT).click()
    asked.get_by_label("그 밖에", exact=True).check()
    asked.get_by_role("button", name="강사에게 보내기").click()
    expect(asked.locator(".problem")).to_be_focused()
    expect(asked.get_by_label("그 밖에", exact=True)).to_be_checked()
    assert_accessible(page)
    stands_at_every_width(page)
    page.set_viewport_size({"width": 390, "height": 900})
    asked.get_by_role("textbox").fill("<b>그림</b>과 다릅니다.")
    asked.get_by_role("button", name="강사에게 보내기").click()
    expect(asked.locator(".state")).to_be_focused()
    expect(asked.locator(".state")).to_contain_text("보냈습니다")
    expect(page.locator("#announce")).to_contain_text("보냈습니다")

    opened = open_item(teacher, ITEM)
    expect(opened).to_contain_text("<b>그림</b>과 다릅니다.")
    assert_accessible(teacher)
    stands_at_every_width(teacher)
    opened.get_by_role("button", name="까닭을 밝히고 그대로 두기").click()
    expect(teacher.get_by_role("alert")).to_contain_text("그대로 두는 까닭")
    teacher.locator(".objection.open").last.get_by_role("textbox").fill("그림은 다른 방법의 것입니다.")
    teacher.get_by_role("button", name="까닭을 밝히고 그대로 두기").click()
    expect(teacher.get_by_role("status").first).to_contain_text("그대로 두기로")
    teacher.goto("/authoring/disputes")
    assert_accessible(teacher)
    stands_at_every_width(teacher)

    page.goto("/")
    page.get_by_role("link", name="답변이 온 이의 1건").click()
    expect(page.locator(".disputed")).to_contain_text("그림은 다른 방법의 것입니다.")
    assert_accessible(page)
    stands_at_every_width(page)
    page.goto("/")
    expect(page.get_by_role("link", name="답변이 온 이의")).to_have_count(0)
    page.get_by_role("link", name="이어서 하기").click()
    expect(question(page, ITEM).locator(".doubt")).to_contain_text("답변 있음: 그대로 둡니다")


def test_without_scripts_nothing_is_missing(visitor: Visitor, teacher: Page, watch: Watch) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(LECTURE)
    send(page, ITEM, "X")
    page.goto(LECTURE)
    asked = question(page, ITEM)
    asked.get_by_text(DOUBT).click()
    asked.get_by_role("textbox").fill("까닭을 고르지 않은 글")
    watch.expect("status of 422")
    asked.get_by_role("button", name="강사에게 보내기").click()
    expect(page.locator(".problem")).to_contain_text("하나를 골라 주세요")
    expect(page.get_by_role("main").get_by_role("textbox")).to_have_value("까닭을 고르지 않은 글")
    page.get_by_label("오타가 있어요").check()
    page.get_by_role("button", name="강사에게 보내기").click()
    expect(question(page, ITEM).locator(".state")).to_contain_text("오타가 있어요")

    opened = open_item(teacher, ITEM)
    opened.get_by_role("textbox").fill("어느 낱말입니까?")
    opened.get_by_role("button", name="답만 보내기").click()
    page.get_by_role("link", name="내 이의 제기").click()
    page.get_by_text("답하기", exact=True).click()
    page.get_by_role("main").get_by_role("textbox").fill("둘째 낱말입니다.")
    page.get_by_role("main").get_by_role("button", name="보내기").click()
    expect(page.locator(".thread")).to_contain_text("둘째 낱말입니다.")

    open_item(teacher, ITEM)
    mend = teacher.locator("form.mend")
    mend.get_by_role("textbox").fill("낱말을 고쳤습니다.")
    mend.get_by_role("button").click()
    expect(teacher.get_by_role("status").first).to_contain_text("고쳤습니다")
    page.goto(LECTURE)
    expect(question(page, ITEM).locator(".doubt")).to_contain_text("답변 있음: 고쳤습니다")

"""An instructor makes a class and an assignment; a learner joins, answers and sees no key; it closes: key and marks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from app.database import Database
from tests.flows.acting import LECTURE, question
from tests.flows.conftest import Visitor, served
from tests.flows.test_accessibility import assert_accessible
from tests.flows.test_look import stands_at_every_width
from tests.flows.watching import Watch
from tests.people.acting import PASSWORD, make

ITEM, OTHER = "peft-ox-04", "peft-choice-04"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of our own, which knows an instructor and two learners."""
    folder = tmp_path_factory.mktemp("taught")
    with served(folder, "app.cli", "serve") as place:
        database = Database(f"sqlite:///{folder / 'data' / 'seodang.db'}")
        make(database, "teacher", "instructor")
        make(database, "hana")
        make(database, "dul")
        database.close()
        yield place


def sign_in(page: Page, name: str) -> Page:
    page.goto("/sign-in")
    page.get_by_label("로그인 이름").fill(name)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="로그인").click()
    page.get_by_role("link", name=name.title()).wait_for()
    return page


def looks_right(page: Page, width: int) -> None:
    assert_accessible(page)
    stands_at_every_width(page)
    page.set_viewport_size({"width": width, "height": 900})


def make_class(teacher: Page, name: str) -> str:
    """The code of a new class, whose page is left open."""
    teacher.goto("/authoring")
    teacher.get_by_role("link", name="반", exact=True).click()
    teacher.get_by_label("반 이름").fill(name)
    teacher.get_by_role("button", name="반 만들기").click()
    return teacher.locator(".the-code").inner_text()


def assign(teacher: Page, title: str, hides: bool) -> None:
    teacher.get_by_role("link", name="과제 내기").click()
    teacher.get_by_role("textbox", name="제목").fill(title)
    if hides:
        teacher.get_by_label("마감될 때까지 숨깁니다").check()
    for summary in teacher.locator("summary").all():
        summary.click()
    for item in (ITEM, OTHER):
        teacher.locator(f'input[value="{item}"]').check()
    teacher.get_by_role("button", name="과제 내기").click()
    teacher.get_by_role("heading", name=title, level=1).wait_for()


def test_a_class_is_assigned_something_and_sees_the_key_when_it_closes(visitor: Visitor, watch: Watch) -> None:
    watch.expect("status of 422")
    teacher, learner = sign_in(visitor(), "teacher"), sign_in(visitor(width=390), "hana")
    code = make_class(teacher, "화요반")
    looks_right(teacher, 1280)
    teacher.get_by_role("link", name="과제 내기").click()
    teacher.get_by_role("button", name="과제 내기").click()
    expect(teacher.get_by_role("alert").first).to_contain_text("고칠 곳이 2개")
    looks_right(teacher, 1280)
    teacher.go_back()
    teacher.go_back()
    assign(teacher, "첫 과제", hides=True)

    learner.goto("/classes/join")
    learner.get_by_label("참여 코드").fill("zzzz-zzzz")
    learner.get_by_role("button", name="들어가기").click()
    expect(learner.get_by_role("alert")).to_contain_text("그런 참여 코드가 없습니다")
    looks_right(learner, 390)
    learner.get_by_label("참여 코드").fill(code.lower())
    learner.get_by_role("button", name="들어가기").click()
    expect(learner.get_by_role("status").first).to_contain_text("‘화요반’ 반에 들어왔습니다")
    looks_right(learner, 390)
    learner.goto("/")
    learner.get_by_role("link", name="첫 과제").click()
    expect(learner.get_by_role("heading", level=1)).to_have_text("첫 과제")
    looks_right(learner, 390)
    learner.get_by_role("button", name="시작하기").click()
    asked = question(learner, ITEM)
    asked.get_by_role("button", name="아니다").click()
    expect(asked.locator(".verdict h3")).to_contain_text("답을 받았습니다")
    expect(asked.locator(".verdict h3")).to_be_focused()
    expect(learner.locator(".marks a").first).to_have_class("given")
    expect(asked).not_to_contain_text("해설")
    looks_right(learner, 390)
    learner.get_by_role("button", name="마치고 결과 보기").click()
    expect(learner.get_by_role("main")).to_contain_text("2문항 가운데 1문항의 답을 받았습니다")
    looks_right(learner, 390)
    learner.goto(f"{LECTURE}#q-{ITEM}")
    question(learner, ITEM).get_by_role("button", name="아니다").click()
    expect(question(learner, ITEM).locator(".verdict h3")).to_contain_text("답을 받았습니다")

    teacher.reload()
    looks_right(teacher, 1280)
    teacher.get_by_role("link", name="Hana").click()
    expect(teacher.locator(".verdict")).to_contain_text("맞았습니다")
    looks_right(teacher, 1280)
    teacher.go_back()
    with teacher.expect_download() as download:
        teacher.get_by_role("link", name="CSV로 받기").click()
    assert download.value.suggested_filename == "화요반-첫 과제.csv"
    teacher.get_by_role("button", name="지금 마감하기").click()
    expect(teacher.get_by_text("마감됨").first).to_be_visible()
    teacher.goto(teacher.url.split("/assignments")[0] + "/progress")
    looks_right(teacher, 1280)

    learner.goto("/classes")
    learner.get_by_role("link", name="첫 과제").click()
    expect(learner.get_by_role("main")).to_contain_text("점")
    learner.get_by_role("link", name="결과 보기").click()
    expect(question(learner, ITEM)).to_contain_text("해설")


def test_without_scripts_one_joins_by_a_link_and_hands_in(visitor: Visitor) -> None:
    teacher, learner = sign_in(visitor(), "teacher"), visitor(java_script_enabled=False)
    code = make_class(teacher, "목요반")
    assign(teacher, "둘째 과제", hides=False)
    learner.goto(f"/classes/join/{code}")
    learner.get_by_label("로그인 이름").fill("dul")
    learner.get_by_label("비밀번호").fill(PASSWORD)
    learner.get_by_role("main").get_by_role("button", name="로그인").click()
    expect(learner.get_by_role("main")).to_contain_text("목요반 반입니다")
    learner.get_by_role("button", name="들어가기").click()
    learner.get_by_role("link", name="풀러 가기").click()
    learner.get_by_role("button", name="시작하기").click()
    question(learner, ITEM).get_by_role("button", name="아니다").click()
    expect(question(learner, ITEM)).to_contain_text("해설")
    learner.get_by_role("button", name="마치고 결과 보기").click()
    learner.get_by_role("link", name="내 반으로 가기").click()
    expect(learner.get_by_role("main")).to_contain_text("냈습니다")

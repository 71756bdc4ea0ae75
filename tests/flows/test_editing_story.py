"""Instructors at work in the browser: an edit, two editors who meet, a mistake, an image."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.flows.conftest import Visitor, served
from tests.flows.looking import CLIPPED, WIDER_THAN_WINDOW
from tests.flows.test_accessibility import assert_accessible
from tests.flows.watching import Watch
from tests.people.acting import PASSWORD

ITEM = "/authoring/items/mini-short-01"
LESSON = "/authoring/lectures/mini"
PAGES = (
    "/authoring",
    "/authoring/units",
    "/authoring/units/mini",
    ITEM,
    f"{ITEM}?mode=raw",
    LESSON,
    f"{LESSON}/images",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("teaching"), "tests.flows.teaching") as place:
        yield place


def arrive(visitor: Visitor, name: str, address: str, **wishes: object) -> Page:
    page = visitor(**wishes)
    page.request.post("/sign-in", form={"name": name, "password": PASSWORD})
    page.goto(address)
    return page


def publish(page: Page, reason: str) -> None:
    page.get_by_label("고친 까닭").fill(reason)
    page.get_by_role("button", name="검사하고 저장").click()


def test_an_edit_is_checked_seen_tried_and_served(visitor: Visitor) -> None:
    kim = arrive(visitor, "kim", ITEM)
    look = kim.locator("#look")
    kim.get_by_label("문제", exact=True).fill("")
    expect(look).to_contain_text("‘문제’ 칸이 없습니다")
    kim.get_by_label("문제", exact=True).fill("나머지 가중치는 어떻게 둡니까?")
    expect(look).to_contain_text("고칠 곳이 없습니다")
    expect(look.locator("#q-mini-short-01 .ask")).to_have_text("나머지 가중치는 어떻게 둡니까?")
    kim.locator("#answer_tried").fill("얼려 둔다")
    kim.get_by_role("button", name="채점해 보기").click()
    expect(look).to_contain_text("채점 결과: 틀림")
    with kim.expect_response("**/look"):  # what is checked while typing would come in between
        kim.locator("#f-accept").fill("동결\n얼려 둔다")
    kim.get_by_role("button", name="채점해 보기").click()
    expect(look).to_contain_text("채점 결과: 맞음")
    expect(kim.locator("#announce")).to_have_text("채점 결과: 맞음")
    expect(kim.get_by_role("button", name="채점해 보기")).to_be_focused()
    look.get_by_role("group", name="이 답을 표시해 두기").get_by_role("button", name="맞음", exact=True).click()
    expect(look).to_contain_text("표시된 답 1개 가운데 1개를")
    expect(look.get_by_role("status")).to_be_focused()
    publish(kim, "학생들이 이렇게도 씁니다")
    expect(kim.get_by_role("status").first).to_contain_text("지금부터 학습자에게 보입니다")
    mina = visitor()
    sent = mina.request.post("/api/v1/items/mini-short-01/responses", data={"answer": "얼려 둔다"})
    assert sent.json()["verdict"] == "correct"
    kim.get_by_role("link", name="기록", exact=True).click()
    kim.get_by_role("link", name="학생들이 이렇게도 씁니다").click()
    expect(kim.locator("ins").first).to_be_visible()


def test_the_second_of_two_editors_is_told_and_merges(visitor: Visitor, watch: Watch) -> None:
    watch.expect("status of 409")
    item = "/authoring/items/mini-blank-01"
    kim, lee = arrive(visitor, "kim", item), arrive(visitor, "lee", item)
    kim.get_by_label("해설").fill("김의 해설.")
    lee.get_by_label("개념").fill("module-parts")
    publish(lee, "개념의 이름")
    expect(lee.get_by_text("지금부터 학습자에게")).to_be_visible()
    publish(kim, "더 짧게")
    expect(kim.get_by_role("alert")).to_contain_text("Lee 님이")
    expect(kim.get_by_label("합친 글")).to_have_value(re.compile("module-parts(.|\n)*김의 해설"))
    assert_accessible(kim)
    kim.get_by_role("button", name="이 글로 저장").click()
    expect(kim.get_by_text("지금부터 학습자에게")).to_be_visible()
    expect(kim.get_by_label("개념")).to_have_value("module-parts")
    expect(kim.get_by_label("해설")).to_have_value("김의 해설.")


def test_a_broken_edit_is_refused_and_kept(visitor: Visitor, watch: Watch) -> None:
    watch.expect("status of 422")
    kim = arrive(visitor, "kim", "/authoring/items/mini-choice-01?mode=raw")
    text = kim.get_by_label("문항의 YAML")
    broken = text.input_value().replace("correct: true, ", "")
    text.fill(broken)
    expect(kim.locator("#look")).to_contain_text("맞는 보기가 없습니다")
    publish(kim, "잘못 고침")
    expect(kim.get_by_role("alert")).to_contain_text("맞는 보기가 없습니다")
    expect(kim.get_by_role("alert")).to_be_focused()
    expect(text).to_have_value(broken)
    kim.get_by_role("alert").get_by_role("link", name=re.compile("째 줄")).first.click()
    expect(text).to_be_focused()
    kim.evaluate("import('/static/js/told.js?late')")  # what leads there came too late
    expect(text).to_be_focused()
    kim.goto("/authoring")
    kim.get_by_role("link", name="mini-choice-01").click()
    kim.get_by_role("button", name="초안 버리기").click()
    kim.get_by_role("button", name="원문").click()
    expect(text).to_have_value(re.compile("correct: true"))


def test_an_item_is_given_up_and_taken_back(visitor: Visitor, watch: Watch) -> None:
    watch.expect("status of 422")
    kim = arrive(visitor, "kim", "/authoring/items/mini-match-01", width=390)
    kim.get_by_text("이 문항 물리기").click()
    kim.get_by_role("button", name="물리기").click()
    expect(kim.get_by_role("alert").last).to_contain_text("왜 물리는지 적어 주세요")
    assert_accessible(kim)
    kim.get_by_label("물리는 까닭").fill("너무 쉽습니다")
    kim.get_by_role("button", name="물리기").click()
    expect(kim.get_by_role("heading", name="물러난 문항")).to_be_visible()
    expect(kim.get_by_text("Kim: 너무 쉽습니다")).to_be_visible()
    assert kim.evaluate(CLIPPED) == []
    assert_accessible(kim)
    assert visitor().request.get("/api/v1/items/mini-match-01").status == 404
    kim.get_by_label("되살리는 까닭").fill("그래도 묻습니다")
    kim.get_by_role("button", name="되살리기").click()
    expect(kim.get_by_text("지금부터 학습자에게")).to_be_visible()
    assert visitor().request.get("/api/v1/items/mini-match-01").status == 200


def test_a_row_is_added_and_the_form_becomes_text(visitor: Visitor) -> None:
    kim = arrive(visitor, "kim", "/authoring/items/mini-choice-02")
    kim.get_by_role("group", name="보기", exact=True).get_by_role("button", name="줄 더하기").click()
    row = kim.get_by_role("group", name="보기 5")
    row.get_by_label("열쇠 글자").fill("d")
    row.get_by_label("글", exact=True).fill("데이터셋")
    row.get_by_label("까닭").fill("처음부터 없는 것입니다.")
    expect(kim.locator("#look .option")).to_have_count(4)
    kim.get_by_role("button", name="원문").click()
    expect(kim.get_by_label("문항의 YAML")).to_have_value(re.compile("- {key: d, text: 데이터셋, why: 처음부터"))
    kim.get_by_role("button", name="초안 버리기").click()


def test_a_link_of_the_preview_leaves_the_editor_open(visitor: Visitor) -> None:
    kim = arrive(visitor, "kim", "/authoring/items/mini-ox-01")
    kim.locator("#answer_tried").fill("O")
    kim.get_by_role("button", name="채점해 보기").click()
    link = kim.locator("#look .preview a").first
    with kim.expect_popup():
        link.evaluate("link => { link.href = '/about'; link.click() }")
    expect(kim.locator("#answer_tried")).to_have_value("O")


def test_it_works_without_scripts(visitor: Visitor) -> None:
    kim = arrive(visitor, "kim", "/authoring/items/mini-ox-01", java_script_enabled=False)
    kim.get_by_label("해설").fill("스크립트 없이 쓴 해설.")
    kim.get_by_role("button", name="미리 보기 고치기").click()
    expect(kim.get_by_label("해설")).to_have_value("스크립트 없이 쓴 해설.")
    kim.locator("#answer_tried").fill("O")
    kim.get_by_role("button", name="채점해 보기").click()
    expect(kim.locator("#look")).to_contain_text("스크립트 없이 쓴 해설.")
    publish(kim, "없이도 됩니다")
    expect(kim.get_by_text("지금부터 학습자에게")).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_is_whole_and_accessible(visitor: Visitor, path: str, width: int) -> None:
    kim = arrive(visitor, "kim", path, width=width)
    assert kim.evaluate(WIDER_THAN_WINDOW) == 0
    assert kim.evaluate(CLIPPED) == []
    assert_accessible(kim)

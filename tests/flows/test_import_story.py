"""An instructor brings a Moodle file, writes what it did not hold, and publishes it; a learner is asked it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.flows.conftest import Visitor, served
from tests.flows.test_class_story import looks_right
from tests.flows.test_editing_story import arrive

PROMPT = "모듈의 좁은 층은 입력보다 차원이 크다."
MOODLE = f"""<quiz><question type="truefalse"><name><text>좁은 층</text></name>
<questiontext format="html"><text><![CDATA[<p>{PROMPT}<img src="@@PLUGINFILE@@/a.png"></p>]]></text></questiontext>
<generalfeedback format="html"><text>병목이므로 차원을 줄였다가 되돌립니다.</text></generalfeedback>
<answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer></question>
<question type="cloze"><name><text>빈칸</text></name></question></quiz>"""
FILE = FilePayload(name="moodle.xml", mimeType="text/xml", buffer=MOODLE.encode())
FILLED = f"""id: mini-ox-04
kind: ox
concept: narrow-layer
difficulty: 1
prompt: {PROMPT}
answer: X
explanation: 병목이므로 차원을 줄였다가 되돌립니다.
sources: [{{ref: book2020, locus: "§1"}}]
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("importing"), "tests.flows.teaching") as place:
        yield place


def test_a_moodle_file_is_reviewed_filled_in_and_published(visitor: Visitor) -> None:
    teacher = arrive(visitor, "kim", "/authoring/import")
    looks_right(teacher, 1280)
    bring(teacher)
    expect(teacher.get_by_text("cloze")).to_be_visible()
    entry = teacher.locator("#entry-0")
    expect(entry.get_by_text("들여오지 않음: 그림")).to_be_visible()
    expect(entry.get_by_text("고칠 곳 3개")).to_be_visible()
    looks_right(teacher, 1280)
    entry.get_by_label("문항(YAML)").fill(FILLED)
    entry.get_by_role("button", name="저장하고 다시 보기").click()
    expect(entry.get_by_text("고칠 곳 없음")).to_be_visible()
    expect(entry.locator(".preview").get_by_text(PROMPT)).to_be_visible()
    teacher.get_by_label("까닭").fill("Moodle에서 옮겼습니다")
    teacher.get_by_role("button", name="mini 단원에 게시").click()
    expect(teacher.get_by_role("heading", name="새 문항")).to_be_visible()
    expect(teacher.locator(".items li", has_text=PROMPT)).to_be_visible()
    learner = visitor()
    learner.request.post("/practice", form={"unit": "mini", "kind": "ox", "concept": "narrow-layer", "count": "5"})
    learner.goto("/practice/1?n=1")
    expect(learner.get_by_text(PROMPT)).to_be_visible()


def test_what_goes_out_is_told_before_it_is_downloaded(visitor: Visitor) -> None:
    teacher = arrive(visitor, "kim", "/authoring/export", width=390)
    teacher.get_by_label("단원", exact=True).select_option("mini")
    teacher.get_by_label("Aiken").check()
    teacher.get_by_role("button", name="무엇이 담기는지 보기").click()
    expect(teacher.get_by_role("heading", name="나가지 않는 문항")).to_be_visible()
    looks_right(teacher, 390)
    with teacher.expect_download() as waiting:
        teacher.get_by_role("link", name="파일 내려받기").click()
    assert waiting.value.suggested_filename == "seodang-mini.txt"
    assert "ANSWER: " in waiting.value.path().read_text()


def bring(teacher: Page) -> None:
    teacher.get_by_label("파일", exact=True).set_input_files(FILE)
    teacher.get_by_label("들여올 단원").select_option("mini")
    teacher.get_by_role("button", name="초안으로 들여오기").click()
    expect(teacher.get_by_role("heading", name="moodle.xml")).to_be_visible()

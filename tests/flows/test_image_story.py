"""Pictures come into a lesson: into the text with scripts, on a page of their own without; with words either way."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.flows.conftest import Visitor, served
from tests.flows.test_editing_story import LESSON, arrive, publish
from tests.flows.watching import Watch


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("pictures"), "tests.flows.teaching") as place:
        yield place


def test_an_image_comes_into_a_lesson_with_its_words(visitor: Visitor, tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (1700, 90), "teal").save(picture, "PNG")
    kim = arrive(visitor, "kim", LESSON)
    text = kim.get_by_label("강의의 Markdown")
    text.evaluate("(box) => box.setSelectionRange(box.value.indexOf(':::idea'), box.value.indexOf(':::idea'))")
    kim.locator("#image-file").set_input_files(
        {"name": "Board.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    expect(text).to_have_value(re.compile(":::image board\nalt: \n"))
    expect(kim.locator("#look")).to_contain_text("볼 수 없는 사람")
    kim.keyboard.type("푸른 칠판")
    kim.keyboard.press("ArrowDown")
    kim.keyboard.type("칠판입니다.")
    expect(kim.locator("#look img")).to_have_attribute("alt", "푸른 칠판")
    publish(kim, "칠판을 더함")
    expect(kim.get_by_text("지금부터 학습자에게")).to_be_visible()
    mina = visitor()
    mina.goto("/lectures/mini")
    shown = mina.get_by_role("img", name="푸른 칠판")
    shown.scroll_into_view_if_needed()
    assert shown.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 1600


def test_an_image_that_is_none_is_told_and_the_text_stays(visitor: Visitor, watch: Watch) -> None:
    watch.expect("status of 422")
    kim = arrive(visitor, "kim", LESSON)
    before = kim.get_by_label("강의의 Markdown").input_value()
    kim.locator("#image-file").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}
    )
    expect(kim.get_by_role("alert")).to_contain_text("SVG는 올릴 수 없습니다")
    expect(kim.get_by_label("강의의 Markdown")).to_have_value(before)


def test_who_is_not_signed_in_any_more_is_told_in_words(visitor: Visitor, watch: Watch) -> None:
    watch.expect("status of 401")
    kim = arrive(visitor, "kim", LESSON)
    kim.context.clear_cookies()
    kim.locator("#image-file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"x"})
    expect(kim.locator("[data-image-problem]")).to_have_text("로그인해야 볼 수 있습니다.")


def test_a_server_that_is_away_is_told_in_words(visitor: Visitor, watch: Watch) -> None:
    watch.expect("ERR_FAILED")
    kim = arrive(visitor, "kim", LESSON)
    kim.route("**/images", lambda route: route.abort())
    kim.locator("#image-file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"x"})
    expect(kim.locator("[data-image-problem]")).to_contain_text("닿지 못했습니다")


def test_an_image_is_uploaded_without_scripts_and_what_was_typed_stays(visitor: Visitor, watch: Watch) -> None:
    watch.expect("status of 422")
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "olive").save(picture, "PNG")
    kim = arrive(visitor, "kim", LESSON, java_script_enabled=False)
    text = kim.get_by_label("강의의 Markdown")
    expect(kim.get_by_text("여기에 끌어다 놓기")).to_be_hidden()
    typed = text.input_value() + "적던 글"
    text.fill(typed)
    with kim.context.expect_page() as opened:
        kim.get_by_role("link", name=re.compile("새 창")).click()
    page = opened.value
    page.get_by_role("button", name="올리기").click()
    expect(page.get_by_role("alert")).to_contain_text("올릴 그림을 골라 주세요")
    page.get_by_label("그림 파일").set_input_files(
        {"name": "Olive.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    page.get_by_role("button", name="올리기").click()
    expect(page.get_by_role("status").first).to_contain_text("올렸습니다")
    expect(page.locator("#olive code")).to_contain_text(":::image olive")
    expect(text).to_have_value(typed)

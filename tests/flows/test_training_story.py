"""A learner trains a model of their own: followed, reloaded, compared, downloaded, deleted; also without scripts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.flows.comparing import ended, field
from tests.flows.conftest import Visitor, served
from tests.flows.test_accessibility import assert_accessible
from tests.flows.test_look import stands_at_every_width
from tests.flows.watching import Watch

PATIENCE = 120_000  # milliseconds: a trainer imports torch first
LINES = "\n".join(f"{word} 영화였사옵니다, 전하." for word in ("좋은", "슬픈", "긴", "짧은", "밝은", "어두운") * 4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("training")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder, "app.cli", "serve") as place:
        yield place


def fill(page: Page, steps: str, lines: str = LINES) -> None:
    page.goto("/lab/train?task=own")
    page.get_by_label("내가 적은 글", exact=True).last.fill(lines)
    page.get_by_label("배치 크기").fill("4")
    field(page, "duration", "steps").check(force=True)
    page.get_by_label("단계 수(").fill(steps)
    field(page, "guess", "small").check(force=True)


def start(page: Page) -> None:
    page.get_by_role("button", name="학습 시작").click()


def test_train_reload_compare_download_and_delete(page: Page, folder: Path) -> None:
    fill(page, "60")
    expect(page.locator("#line-count")).to_have_text("24 / 200줄")
    assert_accessible(page)
    stands_at_every_width(page)
    start(page)
    expect(page.get_by_role("button", name="그만두기")).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d+ / 60단계, 약 \d+초 남음"))).to_be_visible(timeout=PATIENCE)
    page.reload()
    expect(page.get_by_role("img", name="손실 곡선")).to_be_visible(timeout=PATIENCE)
    assert_accessible(page)
    stands_at_every_width(page)
    expect(page.get_by_text("60단계를 모두 학습했습니다.", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#announce")).to_contain_text("60단계를 모두 학습했습니다.")
    expect(page.locator("main")).to_contain_text("49,152개")
    expect(page.locator(".guessed")).to_contain_text("✓ 예측 맞음")
    assert_accessible(page)
    stands_at_every_width(page)
    own = page.url
    download(page, folder)
    compare(page)
    page.goto(own)
    page.get_by_text("이 학습 지우기").click()
    page.get_by_role("button", name="지우기").click()
    expect(page).to_have_url(re.compile("/lab/train$"))
    expect(page.locator(".past")).to_have_count(0)
    assert list((folder / "data" / "own").iterdir()) == []


def download(page: Page, folder: Path) -> None:
    with page.expect_download() as coming:
        page.get_by_role("link", name="내려받기").click()
    coming.value.save_as(folder / "variant.zip")
    with zipfile.ZipFile(folder / "variant.zip") as archive:
        assert archive.testzip() is None
        assert "adapter_model.safetensors" in archive.namelist()


def compare(page: Page) -> None:
    key = page.url.rsplit("/", 1)[1]
    page.get_by_role("link", name="비교에 쓰기").click()
    expect(field(page, "variant", key)).to_be_checked()
    page.get_by_label("2.").fill("이")
    page.get_by_label("길이").fill("12")
    field(page, "fewest", key).check(force=True)
    field(page, "changed", key).check(force=True)
    page.get_by_role("button", name="비교 시작").click()
    ended(page)
    expect(page.locator(".col")).to_have_count(2)
    expect(page.locator(".col").last).to_contain_text("전하")


def test_another_method_brings_its_settings_and_keeps_what_was_typed(page: Page) -> None:
    fill(page, "33")
    field(page, "method", "prefix").check(force=True)
    expect(page.get_by_label("reparameterise", exact=True)).to_be_visible()
    expect(page.get_by_label("학습률")).to_have_value("0.1")
    expect(page.get_by_label("단계 수(")).to_have_value("33")
    expect(page.get_by_label("내가 적은 글", exact=True).last).to_have_value(LINES)
    expect(field(page, "guess", "small")).to_be_checked()


def test_a_wrong_line_is_told_by_its_number_and_nothing_is_lost(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    fill(page, "10", lines=f"좋다\n{'가' * 301}\n나쁘다")
    start(page)
    expect(page.locator("#problem-lines")).to_contain_text("2번째 줄: 301자입니다.")
    expect(page.locator("#problem-lines")).to_be_in_viewport(ratio=1)
    expect(page.get_by_label("내가 적은 글", exact=True).last).to_be_focused()
    expect(page.get_by_label("내가 적은 글", exact=True).last).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("단계 수(")).to_have_value("10")
    page.evaluate("scrollTo(0, 0)")  # a box that the page's head covers in part would count as too small
    assert_accessible(page)
    stands_at_every_width(page)


def test_without_scripts_one_sends_waits_cancels_and_goes_on(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False)
    fill(page, "2000")
    start(page)
    expect(page.get_by_text(re.compile(r"\d+ / 2,000단계, 약 \d+(초|분) 남음"))).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="그만두기").click()
    expect(page.get_by_text(re.compile(r"^[\d,]+단계에서 멈추었습니다\.$"))).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="이어서 학습").click()
    expect(page.get_by_role("button", name="그만두기")).to_be_visible()
    expect(page.get_by_text(re.compile(r"[\d,]+단계에서 이어서 학습했습니다\."))).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="그만두기").click()
    expect(page.get_by_role("button", name="이어서 학습")).to_be_visible(timeout=PATIENCE)

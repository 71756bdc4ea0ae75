"""What a learner sees when the lab is slow, is stopped, or loses its worker in the middle of a text."""

from __future__ import annotations

import os
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.lab.process import socket_path
from models.protocol import Hello, Welcome, event, line
from tests.flows.comparing import column, ended, fill, start
from tests.flows.conftest import Visitor, served
from tests.flows.watching import Watch
from tests.lab.pretend import SLOW


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("trouble")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder, "tests.flows.pretending") as place:
        yield place


def kill_worker(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(str(socket_path(folder / "data")))
        asking.sendall(line(Hello()))
        with asking.makefile("rb") as answers:
            welcome = event(answers.readline())
    assert isinstance(welcome, Welcome)
    os.kill(welcome.process, signal.SIGKILL)


def test_who_has_to_wait_is_told_how_long(page: Page) -> None:
    fill(page, "lora-8", "pfeiffer", "prefix", "prompt", prompt=SLOW, length="30")
    start(page)
    expect(page.locator(".state", has_text=re.compile(r"\d번째로 기다립니다. 약 \d+초")).first).to_be_visible()
    expect(page.locator(".state", has_text="쓰는 중입니다").first).to_be_visible()
    ended(page)
    expect(page.locator(".col")).to_have_count(5)


def test_a_worker_that_dies_in_the_middle_is_told_and_only_what_is_missing_comes_again(
    page: Page, folder: Path
) -> None:
    fill(page, "lora-8", "prompt", prompt=SLOW, length="40")
    start(page)
    expect(column(page, "LoRA (r=8)")).to_contain_text("가가가")
    kill_worker(folder)
    ended(page)
    expect(column(page, "LoRA (r=8)").locator(".alert")).to_contain_text("모델 프로세스가 멈추어")
    expect(column(page, "LoRA (r=8)")).to_contain_text("가가가")
    page.get_by_role("button", name="끝나지 않은 열만 다시").click()
    expect(page.get_by_role("button", name="그만두기")).to_be_visible()
    ended(page)
    expect(page.locator(".col .alert")).to_have_count(0)
    expect(page.locator(".remark", has_text="바탕과 같습니다")).to_have_count(2)


def test_a_learner_may_stop_and_keeps_what_had_come(page: Page) -> None:
    fill(page, "lora-8", "prompt", prompt=SLOW, length="128")
    start(page)
    expect(column(page, "LoRA (r=8)")).to_contain_text("가가가")
    page.get_by_role("button", name="그만두기").click()
    ended(page)
    expect(column(page, "LoRA (r=8)")).to_contain_text("멈췄습니다.")
    expect(column(page, "LoRA (r=8)")).to_contain_text("가가가")
    expect(page.locator("h1")).to_be_focused()
    expect(page).to_have_url(re.compile(r"/lab/records/\d+$"))


@pytest.mark.parametrize("width", [390, 1280])
def test_a_refusal_leads_to_the_field_that_it_is_about(visitor: Visitor, watch: Watch, width: int) -> None:
    watch.expect("status of 422")
    page = visitor(width=width)
    fill(page, "lora-8", "prompt", length="999")
    start(page)
    length = page.get_by_label("길이")
    expect(length).to_be_focused()
    expect(length).to_be_in_viewport(ratio=1)
    expect(page.locator("#problem-length")).to_be_in_viewport(ratio=1)


def test_a_refusal_of_a_choice_leads_to_its_first(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    page.goto("/lab?task=negative")
    start(page)
    expect(page.locator("[name=variant]").first).to_be_focused()
    expect(page.locator("#problem-variant")).to_be_in_viewport(ratio=1)

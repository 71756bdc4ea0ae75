"""Home shows the course as a path, where this learner stands on it, and what they might read next."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event

from app.main import create_app
from app.settings import Settings
from tests.conftest import CONTENT

UNITS = {"mini": [], "later": ["mini"], "aside": ["mini"], "last": ["later", "aside"]}
RIGHT = {"ox-01": "O", "ox-02": "X", "choice-01": "b", "number-01": "1"}  # answers that count, right or not


@pytest.fixture
def mina(tmp_path: Path) -> Iterator[TestClient]:
    """Somebody who reads a course of four units: one, two that build upon it, and one upon these."""
    content = shutil.copytree(CONTENT, tmp_path / "content")
    for order, (unit, after) in enumerate(UNITS.items(), 1):
        if unit != "mini":
            shutil.copytree(CONTENT / "mini", content / unit)
        for name in ("quiz.yaml", "lecture.md"):
            text = (content / unit / name).read_text(encoding="utf-8").replace("mini", unit)
            text = text.replace("order: 1", f"order: {order}").replace("after: []", f"after: [{', '.join(after)}]")
            (content / unit / name).write_text(text.replace("작은 단원", f"단원 {unit}"), encoding="utf-8")
    with TestClient(create_app(Settings(data=tmp_path / "data", content=content))) as client:
        yield client


def answer(mina: TestClient, unit: str, *items: str) -> None:
    for item in items or RIGHT:
        form = {"answer": RIGHT[item], "deal": 0, "place": "lecture"}
        assert mina.post(f"/study/items/{unit}-{item}/answer", data=form).is_success


def step(page: str, unit: str) -> str:
    """What the path says of a unit."""
    steps: list[str] = re.findall(r'<li class="step.*?</li>', page, re.S)
    (found,) = (part for part in steps if f'"/lectures/{unit}"' in part)
    return found


def test_a_newcomer_is_shown_where_to_begin(mina: TestClient) -> None:
    page = mina.get("/").text
    assert "여기서 시작" in step(page, "mini")
    assert page.count('class="tag accent"') == 1
    assert 'href="/lectures/mini">첫 단원 시작하기' in page


def test_what_comes_before_is_drawn_and_said_in_words(mina: TestClient) -> None:
    page = mina.get("/").text
    assert len(re.findall(r'<path d="M[^"]+"/>', page.split('class="ways"')[1].split("</svg>")[0])) == 4
    assert re.search(r"먼저 읽으면 좋은 단원: 2, 3단원", step(page, "last"))
    assert "먼저 읽으면" not in step(page, "mini")
    assert "c1 r2" in step(page, "mini")
    assert "c2 r1" in step(page, "later")
    assert "c3 r2" in step(page, "last")


def test_every_unit_is_reached_from_home_whatever_was_done(mina: TestClient) -> None:
    page = mina.get("/").text
    assert all(mina.get(f"/lectures/{unit}").is_success and step(page, unit) for unit in UNITS)


def test_an_unfinished_unit_is_gone_on_with(mina: TestClient) -> None:
    answer(mina, "aside", "ox-02")
    page = mina.get("/").text
    assert "읽고 있는 단원" in page
    assert "읽는 중" in step(page, "aside")
    assert 'href="/lectures/aside#q-aside-ox-01">이어서 하기' in page


def test_a_finished_unit_leads_to_what_builds_upon_it(mina: TestClient) -> None:
    answer(mina, "mini")
    page = mina.get("/").text
    assert " done" in step(page, "mini")
    assert "문항을 다 풀었습니다" in step(page, "mini")
    assert " next" in step(page, "later")
    assert 'href="/lectures/later">다음 단원 읽기' in page
    assert "마친 단원에서 이어집니다" in page
    assert page.count('class="walked"') == 2


def test_the_unit_worked_on_last_is_the_one_to_go_on_with(mina: TestClient) -> None:
    answer(mina, "later", "ox-01")
    answer(mina, "mini", "ox-01")
    answer(mina, "later", "ox-02")
    assert "읽는 중" in step(mina.get("/").text, "later")


def test_who_has_done_all_is_led_to_practice(mina: TestClient) -> None:
    for unit in UNITS:
        answer(mina, unit)
    page = mina.get("/").text
    assert 'href="/practice">섞어서 연습하기' in page
    assert "다음에 읽을 단원" not in page


def test_a_unit_names_what_to_read_before_and_where_it_leads(mina: TestClient) -> None:
    answer(mina, "mini")
    page = mina.get("/lectures/later").text
    before, opens = page.split("먼저 읽으면 좋은 단원</h3>")[1], page.split("이어지는 단원</h2>")[1]
    assert 'href="/lectures/mini"' in before.split("</ul>")[0]
    assert "마침" in before.split("</ul>")[0]
    assert 'href="/lectures/last"' in opens.split("</ul>")[0]
    assert "먼저 읽으면 좋은 단원" not in mina.get("/lectures/mini").text
    assert "이어지는 단원" not in mina.get("/lectures/last").text
    assert mina.get("/lectures").text.count("먼저 읽으면 좋은 단원") == 3


def test_home_asks_the_database_for_progress_once(mina: TestClient) -> None:
    answer(mina, "mini")
    asked: list[str] = []

    def note(*told: object) -> None:
        asked.append(str(told[2]))

    event.listen(Engine, "before_cursor_execute", note)
    mina.get("/")
    event.remove(Engine, "before_cursor_execute", note)
    assert sum("grade" in statement.lower() for statement in asked) == 1

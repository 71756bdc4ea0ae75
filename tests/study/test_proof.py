"""The badge of a key that was established by running: after the answer, and only where the record is of this text."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.bank import loading, record
from app.bank.record import Entry, Record
from app.main import create_app
from app.settings import Settings
from tests.conftest import CONTENT
from tests.study.forms import send

RUN, READ = "실행으로 확인됨", "문헌 근거"
CHECKED = "  answer: X\n  explanation: 비밀 해설 둘.\n  check: starting.frozen\n"
Open = Callable[[], TestClient]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The small course, where mini-ox-02 names a check that the record says was passed."""
    folder = shutil.copytree(CONTENT, tmp_path / "content")
    _change(folder, "  answer: X\n  explanation: 비밀 해설 둘.\n", CHECKED)
    bank = loading.read(folder).bank
    assert bank is not None
    entry = Entry(
        check="starting.frozen", proves="<두 걸음> 학습해 봅니다.", revision=bank.revision("mini-ox-02"), seconds=1
    )
    record.write(folder, Record(date="2026-11-21", versions={"torch": "2.13"}, items={"mini-ox-02": entry}))
    return folder


@pytest.fixture
def visit(content: Path, tmp_path: Path) -> Iterator[Open]:
    """A learner at the course as it lies there now."""
    opened: list[TestClient] = []

    def start() -> TestClient:
        app = create_app(Settings(data=tmp_path / "data", content=content))
        opened.append(TestClient(app, follow_redirects=False).__enter__())
        return opened[-1]

    yield start
    for client in opened:
        client.__exit__(None, None, None)


def _change(folder: Path, old: str, new: str) -> None:
    quiz = folder / "mini" / "quiz.yaml"
    text = quiz.read_text(encoding="utf-8")
    assert old in text
    quiz.write_text(text.replace(old, new), encoding="utf-8")


def test_what_was_run_is_told_after_the_answer_and_not_before(visit: Open) -> None:
    mina = visit()
    assert RUN not in mina.get("/lectures/mini").text
    told = send(mina, "mini-ox-02", "X").text
    assert RUN in told
    assert READ not in told
    assert "&lt;두 걸음&gt; 학습해 봅니다." in told
    assert "2026-11-21 · torch&nbsp;2.13" in told
    assert "<code>seodang verify</code>" in told


def test_a_key_without_a_run_rests_on_its_sources(visit: Open) -> None:
    told = send(visit(), "mini-ox-03", "O").text
    assert READ in told
    assert RUN not in told


def test_a_hint_tells_nothing_of_the_basis(visit: Open) -> None:
    hint = send(visit(), "mini-ox-01", "X").text
    assert RUN not in hint
    assert READ not in hint


def test_a_changed_key_loses_the_badge(visit: Open, content: Path) -> None:
    _change(content, "비밀 해설 둘", "새 해설 둘")
    assert READ in send(visit(), "mini-ox-02", "X").text


@pytest.mark.parametrize("text", [None, "{", '{"items": [1]}'])
def test_without_a_readable_record_all_pages_stand_and_there_is_no_badge(
    visit: Open, content: Path, text: str | None
) -> None:
    (content / record.FILE).unlink()
    if text is not None:
        (content / record.FILE).write_text(text, encoding="utf-8")
    mina = visit()
    assert READ in send(mina, "mini-ox-02", "X").text
    assert RUN not in mina.get("/about").text


def test_the_page_about_the_course_counts_what_was_run(visit: Open, content: Path) -> None:
    items = (content / "mini" / "quiz.yaml").read_text(encoding="utf-8").count("- id: ")
    assert f"문항 {items}개 가운데 1개는 정답을 계산이나 실제 모델로 확인했고(2026‑11‑21)" in visit().get("/about").text

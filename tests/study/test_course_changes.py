"""The course changes while rounds are under way: items gone, reworded, their keys corrected."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.course import load
from app.main import create_app
from app.settings import Settings
from app.study.tables import Response
from tests.conftest import CONTENT
from tests.study.forms import begin, deal, send, state


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    """The small course, as files that a test may change."""
    content = tmp_path / "content"
    (content / "mini").mkdir(parents=True)
    for name in ("references.yaml", "terms.yaml", "mini/lecture.md", "mini/quiz.yaml"):
        (content / name).write_text((CONTENT / name).read_text(encoding="utf-8"), encoding="utf-8")
    return Settings(data=tmp_path / "data", content=content)


def _opened(own: Settings, before: TestClient | None = None) -> TestClient:
    """A browser at the course as its files are now; the same learner as `before`."""
    app = create_app(own)
    return TestClient(app, cookies=dict(before.cookies) if before else {}, follow_redirects=False)


def test_a_round_whose_questions_are_all_gone_says_so(own: Settings) -> None:
    client = _opened(own)
    attempt = begin(client, kind="essay")
    path = own.content / "mini" / "quiz.yaml"
    path.write_text(path.read_text(encoding="utf-8").split("- id: mini-essay-01")[0], encoding="utf-8")
    lecture = own.content / "mini" / "lecture.md"
    lecture.write_text(lecture.read_text(encoding="utf-8").replace("mini-essay-01", "mini-ox-01"), encoding="utf-8")
    client = _opened(own, client)
    assert client.get(f"/practice/{attempt}").status_code == 404
    assert f"/practice/{attempt}" not in client.get("/").text + client.get("/practice").text


def test_a_reworded_question_starts_afresh_and_old_rounds_keep_the_old_words(own: Settings) -> None:
    client = _opened(own)
    send(client, "mini-ox-02", "X")
    attempt = begin(client, concept="frozen")
    send(client, "mini-ox-02", "X", place=attempt, deal=1)
    client.post(f"/practice/{attempt}/finish")
    _edit(own.content, "나머지 가중치도 학습한다", "나머지 가중치까지 모두 학습한다")
    client = _opened(own, client)
    page = client.get("/lectures/mini").text
    assert state(page, "mini-ox-02") == "open"
    assert "가중치까지" in page
    result = client.get(f"/practice/{attempt}/result").text
    assert state(result, "mini-ox-02") == "correct"
    assert "가중치도" in result
    shown = page[page.index('id="q-mini-ox-02"') :]
    assert state(send(client, "mini-ox-02", "O", deal=deal(shown)).text, "mini-ox-02") == "incorrect"


def test_a_reworded_question_takes_an_answer_whose_last_one_had_its_retry(own: Settings) -> None:
    client = _opened(own)
    assert state(send(client, "mini-ox-01", "X").text, "mini-ox-01") == "near"
    _edit(own.content, "어댑터를 쓸 때는 어댑터를 학습한다", "어댑터를 쓸 때 배우는 것은 어댑터이다")
    client = _opened(own, client)
    page = client.get("/lectures/mini").text
    assert state(page, "mini-ox-01") == "open"
    shown = page[page.index('id="q-mini-ox-01"') :]
    assert state(send(client, "mini-ox-01", "O", deal=deal(shown)).text, "mini-ox-01") == "correct"


def test_a_program_answers_the_new_words_afresh_too(own: Settings) -> None:
    client, way = _opened(own), "/api/v1/items/mini-ox-01/responses"
    assert client.post(way, json={"answer": "X"}).json()["near_miss"]
    _edit(own.content, "어댑터를 쓸 때는 어댑터를 학습한다", "어댑터를 쓸 때 배우는 것은 어댑터이다")
    client = _opened(own, client)
    assert client.post(way, json={"answer": "X"}).json()["near_miss"]
    with client.app.state.database.read() as session:  # type: ignore[attr-defined]
        rows = session.execute(select(Response.deal, Response.turn).order_by(Response.id)).all()
    assert [tuple(row) for row in rows] == [(0, 0), (1, 0)]


def test_a_changed_key_keeps_the_answer_on_the_page(own: Settings) -> None:
    client = _opened(own)
    send(client, "mini-ox-02", "X")
    _edit(own.content, "비밀 해설 둘", "더 나은 해설")
    client = _opened(own, client)
    page = client.get("/lectures/mini").text
    assert state(page, "mini-ox-02") == "correct"
    assert "더 나은 해설" in page


def _edit(content: Path, old: str, new: str) -> None:
    path = content / "mini" / "quiz.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert load(content)

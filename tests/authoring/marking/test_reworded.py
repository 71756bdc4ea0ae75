"""Essays to an older wording wait like all others, with the words they answered, and are marked by its rubric."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.database import Database
from app.settings import Settings
from tests.authoring.marking.acting import ESSAY, GOOD, QUEUE, grade_of, most_points, sheet_form
from tests.authoring.rows import answer

ITEM = f"{QUEUE}/items/{ESSAY}"
NEW = "새로 고쳐 쓴 물음입니다."


@pytest.fixture
def essays(app: FastAPI, database: Database, settings: Settings) -> list[int]:
    """The same text three times: twice to the old words, once to the new ones."""
    old = _answered(app, database, [GOOD, GOOD])
    quiz = settings.content / "mini/quiz.yaml"
    text = quiz.read_text(encoding="utf-8")
    start = text.index("prompt:", text.index(f"id: {ESSAY}"))
    quiz.write_text(f"{text[:start]}prompt: {NEW}{text[text.index(chr(10), start) :]}", encoding="utf-8")
    app.state.published.refresh()
    assert app.state.course.questions[ESSAY].prompt == NEW
    return [*old, *_answered(app, database, [GOOD])]


def _answered(app: FastAPI, database: Database, texts: list[str]) -> list[int]:
    with database.write() as session:
        made = answer(session, app.state.course, ESSAY, texts)
        session.commit()
    return made


def _sheets(client: TestClient) -> list[str]:
    return client.get(ITEM).text.split('<section class="panel sheet"')[1:]


def test_the_page_lists_what_the_queue_counts_each_with_its_words(
    app: FastAPI, teacher: TestClient, essays: list[int]
) -> None:
    assert "3건" in teacher.get(QUEUE).text
    older, newer = _sheets(teacher)
    assert "같은 답 2건" in older
    assert ["예전 문항" in sheet for sheet in (older, newer)] == [True, False]
    assert "예전 문항" in teacher.get(f"{QUEUE}/answers/{essays[0]}").text


def test_a_mark_is_for_one_wording_alone(teacher: TestClient, database: Database, essays: list[int]) -> None:
    form = {**sheet_form(teacher, ITEM), "point": most_points(teacher, ITEM)}
    assert teacher.post(ITEM, data=form).status_code == 303
    assert [grade_of(database, number).cause for number in essays] == ["marked", "marked", "answer"]
    assert "1건" in teacher.get(QUEUE).text
    (newer,) = _sheets(teacher)
    assert "예전 문항" not in newer

"""An item that is given up is asked no more; who answered before still waits for a mark, and gets it."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.authoring import items
from app.authoring.editing import subjects
from app.database import Database
from app.settings import Settings
from tests.authoring.marking.acting import ESSAY, GOOD, POOR, QUEUE, grade_of, most_points, sheet_form
from tests.authoring.rows import answer

ITEM = f"{QUEUE}/items/{ESSAY}"
GONE = "이제 묻지 않는 문항"


@pytest.fixture
def essays(app: FastAPI, database: Database, settings: Settings) -> list[int]:
    """Two answers to an essay that was given up since."""
    with database.write() as session:
        made = answer(session, app.state.course, ESSAY, [GOOD, POOR])
        session.commit()
    quiz = settings.content / "mini/quiz.yaml"
    text = quiz.read_text(encoding="utf-8")
    moved = subjects.added("unit: mini\nitems: []\n", items.item_text(text, ESSAY))
    (settings.content / "mini/retired.yaml").write_text(moved, encoding="utf-8")
    quiz.write_text(items.remove_item(text, ESSAY), encoding="utf-8")
    for file in (settings.content / "mini").iterdir():  # a lesson names none that is given up
        if file.suffix in (".md", ".csv"):
            lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
            file.write_text("".join(line for line in lines if ESSAY not in line), encoding="utf-8")
    app.state.published.refresh()
    assert ESSAY in app.state.course.bank.retired
    return made


def test_its_essays_stay_in_the_queue_and_say_that_it_is_asked_no_more(teacher: TestClient, essays: list[int]) -> None:
    queue = teacher.get(QUEUE).text
    assert "2건" in queue
    assert GONE in queue
    page = teacher.get(ITEM).text
    assert "서로 다른 답 2가지" in page
    assert GONE in page


def test_they_are_marked_until_none_waits(teacher: TestClient, database: Database, essays: list[int]) -> None:
    for _ in essays:
        form = {**sheet_form(teacher, ITEM), "point": most_points(teacher, ITEM), "comment": "좋습니다."}
        assert teacher.post(ITEM, data=form).status_code == 303
    assert [grade_of(database, number).cause for number in essays] == ["marked", "marked"]
    assert "기다리는 답이 없습니다" in teacher.get(QUEUE).text


def test_a_mark_is_taken_back_to_what_held_before(teacher: TestClient, database: Database, essays: list[int]) -> None:
    alone = f"{QUEUE}/answers/{essays[0]}"
    first = grade_of(database, essays[0])
    form = {**sheet_form(teacher, alone), "point": ["0" for _ in most_points(teacher, alone)]}
    assert teacher.post(alone, data=form).status_code == 303
    assert grade_of(database, essays[0]).score == 0
    assert teacher.post(f"{alone}/release").status_code == 303
    held = grade_of(database, essays[0])
    assert (held.cause, held.outcome, held.score) == ("released", first.outcome, first.score)
    assert held.key_revision == first.key_revision

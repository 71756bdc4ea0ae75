"""A mark by hand taken back: what the grader said holds again, of the question that was asked."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.database import Database
from app.settings import Settings
from tests.authoring.marking.acting import grade_of, sheet_form
from tests.authoring.rows import answer

OX = "mini-ox-01"


def test_an_answer_to_another_wording_is_not_judged_by_the_key_of_now(
    app: FastAPI, teacher: TestClient, database: Database, settings: Settings
) -> None:
    with database.write() as session:
        (number,) = answer(session, app.state.course, OX, ["O"])
        session.commit()
    first = grade_of(database, number)
    address = f"/authoring/marking/answers/{number}"
    form = {**sheet_form(teacher, address), "outcome": "incorrect"}
    assert teacher.post(address, data=form).status_code == 303
    _ask_the_contrary(settings.content)
    app.state.published.refresh()
    assert app.state.course.questions[OX].answer == "X"
    assert teacher.post(f"{address}/release").status_code == 303
    held = grade_of(database, number)
    assert (held.cause, held.outcome, held.key_revision) == ("released", first.outcome, first.key_revision)
    assert held.feedback == first.feedback


def _ask_the_contrary(content: Path) -> None:
    quiz = content / "mini/quiz.yaml"
    text = quiz.read_text(encoding="utf-8")
    start = text.index(f"id: {OX}")
    end = text.index("- id:", start)
    item = text[start:end].replace("answer: O", "answer: X").replace("answers: [X]", "answers: [O]")
    prompt = item.index("prompt:")
    line = item.index("\n", prompt)
    quiz.write_text(
        f"{text[:start]}{item[:prompt]}prompt: 그 반대로 묻는다.{item[line:]}{text[end:]}", encoding="utf-8"
    )

"""The rounds of a class are closed a few at a time, so that nobody waits long for their turn to write; each is closed
whole, and once, whoever else closes at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from app.study import closing
from app.study.tables import Attempt
from tests.classes.acting import Task, assign, code, join, let_pass, take
from tests.study.forms import responses, send

ITEM = "mini-ox-02"


@pytest.fixture
def task(
    seo: TestClient, hana: TestClient, dul: TestClient, room: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> Task:
    """Its end is past, two answers stand in their boxes, and one round at a time is closed."""
    monkeypatch.setattr(closing, "AT_ONCE", 1)
    join(dul, code(seo, room))
    task = assign(seo, room, [ITEM])
    for learner in (hana, dul):
        assert send(learner, ITEM, "X", act="draft", place=take(learner, task)).status_code == 204
    let_pass(database, task)
    return task


def test_what_is_closed_stays_closed_when_a_later_round_fails(
    seo: TestClient, task: Task, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    close, seen = closing.close, list[int]()

    def fails_at_the_second(session: Session, course: object, attempt: Attempt, now: object) -> None:
        close(session, course, attempt, now)  # type: ignore[arg-type]
        seen.append(attempt.id)
        if len(seen) == 2:
            raise RuntimeError("the second")

    monkeypatch.setattr(closing, "close", fails_at_the_second)
    with pytest.raises(RuntimeError, match="the second"):
        seo.get(task.instructor)
    assert [row.attempt_id for row in responses(database)] == seen[:1]
    monkeypatch.setattr(closing, "close", close)
    assert seo.get(task.instructor).text.count('class="correct"') == 2


def test_two_may_close_at_once(seo: TestClient, task: Task, database: Database) -> None:
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda _: seo.get(task.instructor).status_code, range(2)))
    assert answers == [200, 200]
    assert len(responses(database)) == 2
    with database.read() as session:
        assert None not in session.scalars(select(Attempt.finished)).all()

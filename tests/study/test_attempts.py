"""Many at once: a form sent twice is answered once, and fifty answers are fifty rows."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from app.course import Course
from app.database import Database
from app.people.cookie import Visitor
from app.people.learners import enrol
from app.study import answering, attempts
from app.study.asking import Asked
from app.study.tables import Attempt, Grade, Response
from tests.study.forms import send, state


def _at_once(jobs: list[Callable[[], object]]) -> list[object]:
    with ThreadPoolExecutor(len(jobs)) as pool:
        return [done.result() for done in [pool.submit(job) for job in jobs]]


def _count(database: Database, table: type[Response] | type[Grade]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_form_sent_twice_at_once_is_answered_once(mina: TestClient, database: Database) -> None:
    mina.get("/lectures/mini")
    for item in ("mini-ox-01", "mini-ox-02"):
        answers = _at_once([lambda item=item: send(mina, item, "X").text] * 4)  # type: ignore[misc]
        assert len({state(str(answer), item) for answer in answers}) == 1
    assert _count(database, Response) == _count(database, Grade) == 2


def test_fifty_learners_answering_at_once_lose_nothing(app: FastAPI, database: Database) -> None:
    clients = [TestClient(app, follow_redirects=False) for _ in range(50)]
    done = _at_once([lambda client=client: send(client, "mini-ox-02", "X").status_code for client in clients])  # type: ignore[misc]
    assert done == [200] * 50
    assert _count(database, Response) == _count(database, Grade) == 50


def test_a_newcomer_who_sends_two_things_at_once_is_one_learner(mina: TestClient, database: Database) -> None:
    mina.get("/lectures/mini")
    _at_once([lambda: send(mina, "mini-ox-01", "O"), lambda: send(mina, "mini-ox-02", "X")])
    with database.read() as session:
        assert len(set(session.scalars(select(Response.learner_id)))) == 1


def test_time_is_counted_from_the_answer_before_but_not_over_long_pauses_or_backwards(
    course: Course, database: Database
) -> None:
    with database.write() as session:
        learner = enrol(session, Visitor("mina", False))
        attempt = attempts.start(session, learner, {}, ["mini-ox-01", "mini-ox-02", "mini-ox-03"])
        asked = [
            Asked(learner, "mina", course.questions[name], str(attempt.id), 0, attempt.id) for name, _ in attempt.items
        ]
        attempt.created -= timedelta(seconds=30)
        first = answering.answer(session, course, asked[0], "O")
        second = answering.answer(session, course, asked[1], "X")
        assert first
        assert second
        assert (first.response.seconds, second.response.seconds) == (30, 0)
        other = attempts.start(session, learner, {}, ["mini-ox-03"])
        other.created -= timedelta(hours=2)
        late = Asked(learner, "mina", course.questions["mini-ox-03"], str(other.id), 1, other.id)
        turn = answering.answer(session, course, late, "O")
        assert turn
        assert turn.response.seconds is None
        ahead = attempts.start(session, learner, {}, ["mini-ox-02"])
        ahead.created += timedelta(hours=2)
        back = Asked(learner, "mina", course.questions["mini-ox-02"], str(ahead.id), 1, ahead.id)
        turn = answering.answer(session, course, back, "O")
        assert turn
        assert turn.response.seconds is None  # the clock was set back


def test_a_round_deals_values_that_were_not_answered_yet(mina: TestClient, database: Database) -> None:
    send(mina, "mini-number-01", "1")
    location = mina.post("/practice", data={"kind": "number"}).headers["location"]
    with database.read() as session:
        assert session.get_one(Attempt, int(location.split("/")[-1])).items == [["mini-number-01", 1]]

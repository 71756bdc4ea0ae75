"""What an instructor and a learner do with a class, and how a test reads what comes back. Asserts only that it went."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi.testclient import TestClient

from app import moments
from app.database import Database
from app.study.class_tables import Assignment


def begin(instructor: TestClient, name: str = "화요반") -> str:
    """The address of a new class."""
    answer = instructor.post("/authoring/classes", data={"name": name})
    assert answer.status_code == 303
    return answer.headers["location"]


def code(instructor: TestClient, room: str) -> str:
    found = re.search(r'class="the-code">([^<]+)<', instructor.get(room).text)
    return found[1] if found else ""


def join(learner: TestClient, typed: str) -> int:
    return learner.post("/classes/join", data={"code": typed}).status_code


def learner_number(instructor: TestClient, room: str, at: int = 0) -> str:
    return re.findall(rf"{room}/members/(\d+)/", instructor.get(room).text)[at]


@dataclass(frozen=True)
class Task:
    """An assignment: where its instructor and where its learners find it."""

    number: int
    instructor: str
    learner: str


def assign(instructor: TestClient, room: str, items: list[str], **terms: str) -> Task:
    now = datetime.now(UTC)
    form = {
        "title": "첫 과제",
        "how": "items",
        "items": items,
        "opens": moments.boxed(now - timedelta(days=1)),
        "closes": moments.boxed(now + timedelta(days=7)),
        "attempts": "1",
        "keys": "each",
    }
    answer = instructor.post(f"{room}/assignments", data=form | terms)
    assert answer.status_code == 303, answer.text
    address = answer.headers["location"]
    number = int(address.rsplit("/", 1)[1])
    return Task(number, address, f"/classes/assignments/{number}")


def take(learner: TestClient, task: Task) -> str:
    """The round's number."""
    answer = learner.post(f"{task.learner}/take")
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rsplit("/", 1)[1]


def let_pass(database: Database, task: Task) -> None:
    """Its end was a minute ago."""
    with database.write() as session:
        session.get_one(Assignment, task.number).closes = datetime.now(UTC) - timedelta(minutes=1)
        session.commit()

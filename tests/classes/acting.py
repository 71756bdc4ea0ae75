"""What an instructor and a learner do with a class, and how a test reads what comes back. Asserts only that it went."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient


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

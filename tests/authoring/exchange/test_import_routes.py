"""A file comes in as a draft, is mended, and goes into service under fresh ids; until then nobody sees it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.course import Course
from app.database import Database
from app.people import auditing
from tests.conftest import HTMX
from tests.people.acting import make, signed_in

FILE = """::first::[markdown]어댑터는 작다.{TRUE####인자가 적다.}

<b>bold</b> words {}

Not {=read
""".encode()
MENDED = """id: mini-ox-04
kind: ox
concept: small-module
difficulty: 1
prompt: 어댑터는 층보다 크다.
answer: X
explanation: 인자가 적습니다.
sources: [{ref: book2020, locus: "§1"}]
"""


def upload(client: TestClient, data: bytes = FILE, name: str = "quiz.gift", **fields: str) -> str:
    answer = client.post("/authoring/import", data={"unit": "mini", **fields}, files={"file": (name, data)})
    assert answer.status_code == 303, re.findall(r'role="alert">(.*?)<', answer.text)
    return str(answer.headers["location"])


def test_a_draft_shows_each_item_what_was_lost_and_what_is_to_be_mended(teacher: TestClient) -> None:
    page = teacher.get(upload(teacher)).text
    assert "문항 2개를 읽었고 2개를 들여옵니다" in page
    assert "중괄호가 맞지 않아" in page
    assert "id: mini-ox-04" in page
    assert "적어 주세요: 1 쉬움" in page
    assert "비어 있습니다" in page
    assert "아직 보여 줄 수 없습니다" in page
    assert "<b>bold</b>" not in page
    assert "**bold** words" in page


def test_nothing_of_a_draft_is_in_service(teacher: TestClient, course: Course, app: FastAPI) -> None:
    before = set(course.questions)
    upload(teacher)
    assert set(app.state.course.questions) == before


def test_what_was_mended_is_published_under_an_id_of_its_own(
    teacher: TestClient, app: FastAPI, database: Database
) -> None:
    place = upload(teacher)
    shown = teacher.post(f"{place}/items/0", data={"text": MENDED}, headers=HTMX)
    assert "고칠 곳 없음" in shown.text
    assert "어댑터는 층보다 크다." in shown.text
    teacher.post(f"{place}/items/1", data={"text": "kind: essay", "out": "1"})
    assert teacher.post(f"{place}/publish", data={"reason": ""}).status_code == 422
    done = teacher.post(f"{place}/publish", data={"reason": "새 문항"})
    assert (done.status_code, done.headers["location"]) == (303, "/authoring/units/mini")
    assert app.state.course.questions["mini-ox-04"].prompt == "어댑터는 층보다 크다."
    with database.read() as session:
        assert "import.published" in [change.act for change, _ in auditing.latest(session, None, 5)]
    again = teacher.post(f"{place}/publish", data={"reason": "또"})
    assert again.status_code == 303
    assert "mini-ox-05" not in app.state.course.questions


def test_a_unit_whose_own_file_is_broken_takes_nothing_and_says_why(teacher: TestClient, app: FastAPI) -> None:
    place = app.state.published.folder / "mini" / "quiz.yaml"
    place.write_bytes(place.read_text(encoding="utf-8").encode("cp949", "replace"))
    answer = teacher.post("/authoring/import", data={"unit": "mini"}, files={"file": ("quiz.gift", FILE)})
    assert answer.status_code == 422
    assert "UTF-8이 아닙니다" in answer.text


def test_two_clicks_publish_once(teacher: TestClient, app: FastAPI) -> None:
    place = upload(teacher)
    teacher.post(f"{place}/items/0", data={"text": MENDED})
    teacher.post(f"{place}/items/1", data={"text": "kind: essay", "out": "1"})
    with ThreadPoolExecutor(4) as pool:
        clicks = [pool.submit(teacher.post, f"{place}/publish", data={"reason": "새 문항"}) for _ in range(4)]
        assert {click.result().status_code for click in clicks} == {303}
    assert [item for item in app.state.course.questions if item > "mini-ox-03" and "-ox-" in item] == ["mini-ox-04"]


def test_a_draft_with_something_to_mend_changes_nothing(teacher: TestClient, app: FastAPI) -> None:
    place = upload(teacher)
    refused = teacher.post(f"{place}/publish", data={"reason": "새 문항"})
    assert refused.status_code == 422
    assert "고칠 곳이 남아 있어" in refused.text
    assert 'value="새 문항"' in refused.text
    assert "mini-ox-04" not in app.state.course.questions


def test_an_item_that_is_there_already_is_flagged_and_left_out(teacher: TestClient, course: Course) -> None:
    item = course.questions["mini-ox-02"]
    page = teacher.get(upload(teacher, f"{item.prompt} {{FALSE}}".encode())).text
    assert "겹침" in page
    assert "mini-ox-02" in page
    assert "1개를 읽었고 0개를 들여옵니다" in page


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "a.gift", "파일을 골라 주세요"),
        (b"<quiz>", "a.xml", "깨졌습니다"),
        (b"PK\x03\x04zip", "a.zip", "압축 파일이 깨졌"),
        (b"x", "a.exe", "형식을 알 수 없습니다"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    teacher: TestClient, data: bytes, name: str, told: str
) -> None:
    answer = teacher.post("/authoring/import", data={"unit": "mini"}, files={"file": (name, data)})
    assert answer.status_code == 422
    assert told in answer.text


def test_a_long_file_is_let_in_here_and_nowhere_else(teacher: TestClient) -> None:
    long = b"// " + b"x" * 2_000_000 + b"\n\n" + FILE
    assert upload(teacher, long)
    refused = teacher.post("/authoring/import/1/publish", data={"reason": "x" * 2_000_000})
    assert refused.status_code == 413


def test_drafts_are_seen_by_their_owner_alone_and_may_be_dropped(
    teacher: TestClient, app: FastAPI, database: Database
) -> None:
    place = upload(teacher)
    make(database, "jun", "instructor")
    with signed_in(app, "jun") as other:
        assert other.get(place).status_code == 404
        assert other.post(f"{place}/drop").status_code == 404
    assert teacher.post(f"{place}/drop").status_code == 303
    assert teacher.get(place).status_code == 404


def test_a_learner_sends_no_file(app: FastAPI, database: Database) -> None:
    make(database, "mina")
    with signed_in(app, "mina") as client:
        assert client.post("/authoring/import", files={"file": ("a.gift", FILE)}).status_code == 403

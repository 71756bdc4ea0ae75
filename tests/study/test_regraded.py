"""Whoever's verdict a regrade changed sees it: beside the answer, in a list, and on the home page until it is read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import event

from app.course import Course
from app.database import Database
from app.settings import Settings
from app.study.asking import judge
from app.study.grades import grade
from app.study.tables import Response
from tests.authoring.regrading.acting import OX, change, do, flip
from tests.conftest import CONTENT
from tests.study.forms import send, state

REASON = "원문 3쪽에는 <b>반대</b>로 적혀 있습니다."
LECTURE = "/lectures/mini"
BANNER = "채점이 바뀐 답"
NOTHING = "채점이 바뀐 답이 없습니다"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "course"
    shutil.copytree(CONTENT, folder)
    return Settings(data=tmp_path / "data", content=folder)


@pytest.fixture
def corrected(app: FastAPI, database: Database, mina: TestClient, jun: TestClient) -> Course:
    """Mina was marked wrong and Jun right; then the key became what Mina had said."""
    for client, typed in ((mina, "X"), (jun, "O")):
        send(client, OX, typed)
        send(client, OX, act="reveal")
    course = flip(app)
    do(database, course, reason=REASON)
    return course


def _queries(database: Database) -> Iterator[list[str]]:
    told: list[str] = []
    event.listen(database._readers, "before_cursor_execute", lambda *given: told.append(given[2]))
    yield told


def test_every_learner_affected_sees_old_and_new_verdict_and_why(
    corrected: Course, mina: TestClient, jun: TestClient
) -> None:
    for client, old, new in ((mina, "틀림", "맞음"), (jun, "맞음", "틀림")):
        for page in (LECTURE, "/regrades"):
            told = client.get(page).text.split('class="turned"')[1].split("</div>")[0]
            assert told.index("예전 판정") < told.index(old) < told.index("지금 판정") < told.index(new)
            assert "원문 3쪽에는 &lt;b&gt;반대&lt;/b&gt;로 적혀 있습니다." in told
            assert "새 정답으로만 다시 채점했습니다." in told


def test_the_list_leads_to_the_question_and_to_the_erratum(corrected: Course, mina: TestClient) -> None:
    page = mina.get("/regrades").text
    assert f'href="{LECTURE}#q-{OX}"' in page
    assert f'href="/errata#{OX}"' in page
    assert "어댑터를 쓸 때는 어댑터를 학습한다." in page


def test_home_tells_of_it_until_the_list_was_read(
    app: FastAPI, database: Database, corrected: Course, mina: TestClient
) -> None:
    assert f"{BANNER} 1개" in mina.get("/").text
    assert "새로 바뀜" in mina.get("/regrades").text
    assert BANNER not in mina.get("/").text
    assert "새로 바뀜" not in mina.get("/regrades").text
    do(database, corrected, "full")
    assert BANNER not in mina.get("/").text  # right already: the verdict is what it was


def test_an_undone_correction_is_told_again(
    app: FastAPI, database: Database, corrected: Course, mina: TestClient
) -> None:
    mina.get("/regrades")
    undone = change(app, "answer: X\n", "answer: O\n")
    do(database, undone, reason="처음 정답이 맞았습니다.")
    assert f"{BANNER} 1개" in mina.get("/").text
    assert mina.get("/regrades").text.count('class="turned"') == 2
    verdict = mina.get(LECTURE).text.split('class="turned"')[1]
    assert verdict.index("맞음") < verdict.index("틀림")
    assert "처음 정답이 맞았습니다." in verdict


def test_who_is_not_affected_sees_nothing_of_it(corrected: Course, app: FastAPI) -> None:
    with TestClient(app) as nobody:
        assert NOTHING in nobody.get("/regrades").text
        send(nobody, "mini-ox-02", "X")
        assert NOTHING in nobody.get("/regrades").text
        for page in ("/", LECTURE, "/regrades"):
            assert "원문 3쪽" not in nobody.get(page).text


def test_a_reason_is_not_told_while_a_retry_is_open(app: FastAPI, database: Database, mina: TestClient) -> None:
    """It would tell the key. The retry is offered as before, and what changed is told after it."""
    item, page = "mini-blank-01", "/practice/1"
    mina.post("/practice", data={"unit": "mini", "kind": "blank"})
    send(mina, item, ["프롬프트", "사전 학습 가중치"], place="1")
    course = change(app, "  - answer: 사전 학습 가중치\n", "  - answer: 토크나이저\n")
    assert do(database, course, item=item, reason=REASON).changed == 1
    assert state(mina.get(page).text, item) == "near"
    assert "원문 3쪽" not in mina.get(page).text + mina.get("/regrades").text
    assert BANNER not in mina.get("/").text
    send(mina, item, act="reveal", place="1")
    assert "원문 3쪽" in mina.get(page).text
    assert "원문 3쪽" in mina.get("/regrades").text


def test_a_mark_by_hand_is_the_last_word(corrected: Course, database: Database, mina: TestClient) -> None:
    with database.write() as session:
        first = session.query(Response).order_by(Response.id).first()
        assert first
        grade(session, corrected, first, judge(corrected, corrected.questions[OX], {}, "X"), "marked")
        session.commit()
    assert 'class="turned"' not in mina.get(LECTURE).text


def test_progress_misses_and_results_follow_the_newest_grade(
    app: FastAPI, database: Database, mina: TestClient
) -> None:
    send(mina, OX, "X")
    mina.post("/practice", data={"unit": "mini", "which": "wrong"})
    send(mina, OX, "X", place="1")
    mina.post("/practice/1/finish")
    before = mina.get("/practice/1/result").text
    assert (state(before, OX), "다시 볼 문항" in mina.get("/").text) == ("incorrect", True)
    do(database, flip(app), reason=REASON)
    after = mina.get("/practice/1/result").text
    assert state(after, OX) == "correct"
    assert "원문 3쪽" in after
    assert "다시 볼 문항" not in mina.get("/").text
    assert mina.post("/practice/1/wrong").status_code == 409
    assert f'href="/practice/1/result#q-{OX}"' in mina.get("/regrades").text


def test_what_was_never_judged_anew_costs_no_query(database: Database, mina: TestClient, course: Course) -> None:
    send(mina, OX, "O")
    for told in _queries(database):
        mina.get("/")
        mina.get(LECTURE)
        assert told
        assert not [statement for statement in told if "regrade.reason" in statement or "regrade_seen" in statement]

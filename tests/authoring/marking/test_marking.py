"""Marks by hand: what waits, what a mark does, and that nothing but another mark overrules it."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.authoring.regrading import committing
from app.database import Database
from tests.authoring.marking.acting import ESSAY, GOOD, POOR, QUEUE, grade_of, most_points, sheet_form
from tests.authoring.rows import answer

SHORT, OX = "mini-short-01", "mini-ox-01"


@pytest.fixture
def essays(app: FastAPI, database: Database) -> list[int]:
    with database.write() as session:
        made = answer(session, app.state.course, ESSAY, [GOOD, POOR, GOOD])
        session.commit()
    return made


def test_essays_wait_by_item_and_nobody_is_named(teacher: TestClient, essays: list[int]) -> None:
    page = teacher.get(QUEUE).text
    assert ESSAY in page
    assert "3건" in page
    item = teacher.get(f"{QUEUE}/items/{ESSAY}").text
    assert "같은 답 2건" in item
    assert "learner0" not in item


def test_answers_alike_are_marked_together_and_leave_the_queue(
    teacher: TestClient, database: Database, essays: list[int]
) -> None:
    address = f"{QUEUE}/items/{ESSAY}"
    form = {**sheet_form(teacher, address), "point": most_points(teacher, address), "comment": "좋습니다.\n<b>더</b>"}
    assert teacher.post(address, data=form).status_code == 303
    for number in (essays[0], essays[2]):
        held = grade_of(database, number)
        assert (held.cause, held.outcome, held.score, held.comment) == (
            "marked",
            "correct",
            1.0,
            "좋습니다.\n<b>더</b>",
        )
        assert held.account_id is not None
    assert grade_of(database, essays[1]).cause == "answer"
    assert "1건" in teacher.get(QUEUE).text
    assert "같은 답 2건" in teacher.get(f"{address}?marked=true").text


def test_the_last_one_leads_back_to_the_queue(teacher: TestClient, essays: list[int]) -> None:
    address = f"{QUEUE}/items/{ESSAY}"
    assert teacher.post(address, data=sheet_form(teacher, address)).headers["location"].startswith(f"{address}?")
    assert teacher.post(address, data=sheet_form(teacher, address)).headers["location"] == f"{QUEUE}?done=all"
    assert "기다리는 답이 없습니다" in teacher.get(QUEUE).text


def test_part_of_a_points_worth_is_told_to_the_learner(
    teacher: TestClient, database: Database, essays: list[int]
) -> None:
    address = f"{QUEUE}/items/{ESSAY}"
    most = most_points(teacher, address)
    given = [str(int(most[0]) // 2), *("0" for _ in most[1:])]
    teacher.post(address, data={**sheet_form(teacher, address), "point": given})
    held = grade_of(database, essays[0])
    assert held.score == pytest.approx(int(given[0]) / 100)
    assert held.evidence[0]["note"] == f"{most[0]}점 가운데 {given[0]}점"
    assert [one["found"] for one in held.evidence[1:]] == [False] * len(most[1:])
    assert f'value="{given[0]}"' in teacher.get(f"{QUEUE}/answers/{essays[0]}").text


@pytest.mark.parametrize("point", ["", "-1", "101", "1.5", "세 점", "٣"])
def test_a_score_that_is_none_is_told_and_nothing_typed_is_lost(
    teacher: TestClient, database: Database, essays: list[int], point: str
) -> None:
    address = f"{QUEUE}/items/{ESSAY}"
    form = sheet_form(teacher, address)
    answer_ = teacher.post(address, data={**form, "point": [point, *form["point"][1:]], "comment": "쓰던 말"})
    assert answer_.status_code == 422
    assert "사이의 정수로" in answer_.text
    assert "쓰던 말" in answer_.text
    assert grade_of(database, essays[0]).cause == "answer"


def test_who_marks_what_another_has_marked_meanwhile_is_told(teacher: TestClient, essays: list[int]) -> None:
    address = f"{QUEUE}/items/{ESSAY}"
    stale = sheet_form(teacher, address)
    teacher.post(address, data={**stale, "comment": "먼저"})
    late = teacher.post(address, data={**stale, "comment": "나중"})
    assert late.status_code == 422


def test_any_answer_can_be_overruled_and_no_regrade_takes_it_back(
    app: FastAPI, teacher: TestClient, database: Database
) -> None:
    with database.write() as session:
        (number,) = answer(session, app.state.course, OX, ["X"])
        session.commit()
    address = f"{QUEUE}/answers/{number}"
    form = {**sheet_form(teacher, address), "outcome": "correct", "comment": "근거가 옳습니다."}
    assert teacher.post(address, data=form).status_code == 303
    with database.write() as session:
        course = app.state.course
        regrade = committing.begin(session, OX, course.revisions[OX], "full", "x", None).id
        session.commit()
    assert committing.carry_out(database, course, regrade).changed == 0
    assert grade_of(database, number).cause == "marked"
    assert teacher.post(f"{address}/release").status_code == 303
    held = grade_of(database, number)
    assert (held.cause, held.outcome) == ("released", "incorrect")
    assert teacher.post(f"{address}/release").status_code == 409


@pytest.mark.parametrize(("outcome", "score"), [("", "50"), ("maybe", "50"), ("partial", "0"), ("partial", "100")])
def test_a_verdict_must_be_chosen(
    app: FastAPI, teacher: TestClient, database: Database, outcome: str, score: str
) -> None:
    with database.write() as session:
        (number,) = answer(session, app.state.course, OX, ["X"])
        session.commit()
    address = f"{QUEUE}/answers/{number}"
    form = {**sheet_form(teacher, address), "outcome": outcome, "score": score}
    assert teacher.post(address, data=form).status_code == 422


def test_the_learner_sees_that_somebody_marked_it_and_what_they_wrote(
    app: FastAPI, teacher: TestClient, mina: TestClient
) -> None:
    mina.post(f"/study/items/{ESSAY}/answer", data={"answer": POOR})
    address = f"{QUEUE}/items/{ESSAY}"
    teacher.post(
        address,
        data={**sheet_form(teacher, address), "point": most_points(teacher, address), "comment": "<i>잘</i> 봤어요"},
    )
    shown = mina.post(f"/study/items/{ESSAY}/reveal", data={"deal": "0"}, headers={"HX-Request": "true"}).text
    assert "강사 채점" in shown
    assert "&lt;i&gt;잘&lt;/i&gt; 봤어요" in shown
    assert "채점 제안" not in shown


def test_what_is_not_there_is_told(teacher: TestClient, essays: list[int]) -> None:
    for path in ("items/mini-ox-99", "answers/999", f"answers/{2**40}"):
        assert teacher.get(f"{QUEUE}/{path}").status_code == 404
    other = {"response": str(essays[0]), "grade": "1", "point": ["1"]}
    assert teacher.post(f"{QUEUE}/items/{SHORT}", data=other).status_code == 404

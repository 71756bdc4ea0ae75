"""From rows to pages: a class of invented learners, and what its instructor sees."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.authoring.statistics import reading
from app.authoring.statistics.exporting import BOM
from app.authoring.statistics.surveying import Shelf
from app.course import Course
from app.database import Database
from app.people.tables import Change
from app.study.tables import Grade, ItemRevision, Response
from tests.authoring.rows import NOW, give, learn, sort_by_strength
from tests.people.acting import make, signed_in

SORTING = [
    ("mini-ox-01", "O", "X"),
    ("mini-ox-02", "X", "O"),
    ("mini-ox-03", "O", "X"),
    ("mini-choice-01", "a", "c"),
    ("mini-blank-01", ["어댑터", "사전 학습 가중치"], ["토큰", "사전 학습 가중치"]),
]
SHORT = "mini-short-01"
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def learners(database: Database, course: Course) -> list[int]:
    """Forty, from the weakest to the strongest: the strong write 얼린다, which the key does not know."""
    with database.write() as session:
        found = learn(session, 40)
        sort_by_strength(session, course, SORTING, found)
        said = {who: ("얼린다", "얼립니다.", "얼린다 ")[n % 3] if n >= 25 else "고정" for n, who in enumerate(found)}
        give(session, course, SHORT, said | {found[0]: EVIL}, seconds=30)
        session.commit()
    return found


@pytest.fixture
def teacher(app: FastAPI, database: Database, learners: list[int]) -> Iterator[TestClient]:
    make(database, "sam", "instructor")
    with signed_in(app, "sam") as client:
        yield client


def test_the_item_is_suspected_before_anybody_complains(teacher: TestClient) -> None:
    listed = teacher.get("/authoring/statistics").text
    assert "의심스러운 문항이 1개" in listed
    assert listed.index(SHORT) < listed.index("mini-ox-01")
    page = teacher.get(f"/authoring/statistics/{SHORT}").text
    assert "똑같이 ‘얼린다’" in page
    assert f'href="/authoring/items/{SHORT}"' in page
    assert "쓴 꼴" in page


def test_what_learners_wrote_is_escaped_and_no_name_is_shown(teacher: TestClient) -> None:
    page = teacher.get(f"/authoring/statistics/{SHORT}").text
    assert EVIL not in page
    assert "&lt;script&gt;" in page
    assert "pupil" not in page


@pytest.mark.parametrize("item", [*(item for item, _, _ in SORTING), "mini-essay-01", "mini-order-01", "mini-match-01"])
def test_every_kind_has_its_page_with_and_without_answers(teacher: TestClient, item: str) -> None:
    assert teacher.get(f"/authoring/statistics/{item}").status_code == 200


def test_a_flag_is_set_aside_with_a_reason_and_raised_again(teacher: TestClient, database: Database) -> None:
    place = f"/authoring/statistics/{SHORT}"
    refused = teacher.post(f"{place}/aside", data={"flag": "reversed", "reason": " "})
    assert refused.status_code == 422
    assert "까닭을 적어 주세요" in refused.text
    for flag in ("reversed", "wrong_string", "strong_fail"):
        assert teacher.post(f"{place}/aside", data={"flag": flag, "reason": "수업에서 다룸"}).status_code == 303
    assert "수업에서 다룸" in teacher.get(place).text
    assert "의심스러운 문항은 없습니다" in teacher.get("/authoring/statistics").text
    teacher.post(f"{place}/raise", data={"flag": "reversed"})
    assert "의심스러운 문항이 1개" in teacher.get("/authoring/statistics").text
    with database.read() as session:
        acts = list(session.scalars(select(Change.act).where(Change.act.like("suspicion.%")).order_by(Change.id)))
    assert acts == ["suspicion.set_aside"] * 3 + ["suspicion.raised_again"]


def test_another_key_is_doubted_anew(teacher: TestClient, app: FastAPI, database: Database) -> None:
    teacher.post(f"/authoring/statistics/{SHORT}/aside", data={"flag": "reversed", "reason": "맞음"})
    course: Course = app.state.course
    with database.write() as session:
        now = session.get_one(ItemRevision, course.revisions[SHORT])
        new = ItemRevision(item_id=SHORT, sha="new", asked=now.asked, body=now.body, first_seen=NOW)
        session.add(new)
        session.flush()
        number = new.id
        session.commit()
    app.state.course = course.with_revisions({**course.revisions, SHORT: number})
    assert "맞음" not in teacher.get(f"/authoring/statistics/{SHORT}").text


@pytest.mark.parametrize("sort", ["answers", "-facility", "discrimination", "seconds", "nonsense"])
def test_the_table_is_sorted_by_its_columns(teacher: TestClient, sort: str) -> None:
    page = teacher.get(f"/authoring/statistics?sort={sort}&unit=mini")
    assert page.status_code == 200
    assert ("aria-sort" in page.text) == (sort != "nonsense")


def test_figures_leave_as_csv_without_formulas(teacher: TestClient) -> None:
    text = teacher.get("/authoring/statistics.csv").text
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(BOM))))
    assert rows[0]["문항"] == SHORT
    assert float(rows[0]["변별도"]) < 0
    assert not any(str(value).startswith(("=", "+", "@")) for row in rows for value in row.values())


def test_retries_older_wordings_and_second_answers_are_not_counted(
    database: Database, course: Course, learners: list[int]
) -> None:
    with database.write() as session:
        give(session, course, SHORT, {learners[0]: "고정"}, deal=1)
        give(session, course, SHORT, {learners[1]: "고정"}, deal=2, turn=1)
        other = ItemRevision(item_id=SHORT, sha="old", asked="old", body={}, first_seen=NOW)
        session.add(other)
        session.flush()
        new = learn(session, 1)[0]
        number = give(session, course, SHORT, {new: "고정"})[0]
        row = session.get_one(Response, number)
        before = Response(
            **{c.name: getattr(row, c.name) for c in Response.__table__.columns if c.name not in ("id", "place")},
            place="api",
        )
        before.prompt_revision = other.id
        session.add(before)
        session.flush()
        grade = session.scalars(select(Grade).where(Grade.response_id == number)).one()
        copied = {
            c.name: getattr(grade, c.name) for c in Grade.__table__.columns if c.name not in ("id", "response_id")
        }
        session.add(Grade(**copied, response_id=before.id))
        session.commit()
    shelf = Shelf()
    with database.read() as session:
        survey, closely = shelf.survey(session, course, "mini"), shelf.closely(session, course, SHORT)
        assert survey.items[SHORT].answers == 41
        assert (closely.retries, closely.retries_right) == (1, 1)
        assert [(one.answers, one.mean) for one in closely.older] == [(1, 1.0)]
        assert shelf.survey(session, course, "mini") is survey
        few = shelf.survey(session, course, "mini", learners[:3])
        assert few.items[SHORT].answers == 3
        assert reading.scores(session, course, [SHORT], learners[:3]).learner.tolist() != []


def test_a_newer_grade_holds_and_makes_new_figures(database: Database, course: Course, learners: list[int]) -> None:
    shelf = Shelf()
    with database.read() as session:
        before = shelf.survey(session, course, "mini").items[SHORT]
    with database.write() as session:
        wrong = session.scalars(select(Grade).join(Response).where(Response.item_id == SHORT, Grade.score == 0)).all()
        for grade in wrong:
            copied = {c.name: getattr(grade, c.name) for c in Grade.__table__.columns if c.name != "id"}
            session.add(Grade(**copied | {"score": 1.0, "outcome": "correct", "cause": "regrade"}))
        session.commit()
    with database.read() as session:
        after = shelf.survey(session, course, "mini").items[SHORT]
    assert (before.right, after.right) == (24, 40)


def test_nobody_has_answered_yet(app: FastAPI, database: Database) -> None:
    make(database, "sam", "instructor")
    with signed_in(app, "sam") as client:
        assert "아직 답이 없습니다" in client.get("/authoring/statistics").text
        assert client.get(f"/authoring/statistics/{SHORT}").status_code == 200
        assert client.get("/authoring/statistics/none-ox-99").status_code == 404

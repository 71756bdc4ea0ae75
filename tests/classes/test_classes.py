"""A class is made, learners come in by its code, and nobody else sees it."""

from __future__ import annotations

from html import escape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.classes import codes, rosters
from app.database import Database
from app.people.tables import Change
from tests.classes.acting import begin, code, join, learner_number
from tests.people.acting import make, signed_in


def test_learners_come_in_by_the_code_however_they_type_it(seo: TestClient, hana: TestClient) -> None:
    room = begin(seo)
    typed = code(seo, room).lower().replace("-", " ")
    answer = hana.post("/classes/join", data={"code": typed})
    assert answer.status_code == 303
    assert "‘화요반’ 반에 들어왔습니다" in hana.get(answer.headers["location"]).text
    assert "Hana" in seo.get(room).text


def test_a_link_leads_to_a_page_that_names_the_class_and_changes_nothing(seo: TestClient, hana: TestClient) -> None:
    room = begin(seo)
    page = hana.get(f"/classes/join/{code(seo, room)}").text
    assert "<b>화요반</b>" in page
    assert "Seo" in page
    assert "Hana" not in seo.get(room).text


def test_who_is_not_signed_in_is_led_to_the_sign_in_and_back(mina: TestClient) -> None:
    answer = mina.get("/classes/join/ABCD-EFGH")
    assert answer.headers["location"] == "/sign-in?next=%2Fclasses%2Fjoin%2FABCD-EFGH"


@pytest.mark.parametrize("typed", ["", "ABCD-EFGH", "<b>", "가나다"])
def test_a_code_that_leads_nowhere_is_told_with_what_was_typed(hana: TestClient, typed: str) -> None:
    answer = hana.post("/classes/join", data={"code": typed})
    assert answer.status_code == 422
    assert rosters.NO_SUCH_CODE in answer.text
    assert f'value="{escape(typed)}"' in answer.text


def test_a_renewed_code_ends_the_one_before_and_a_closed_one_lets_nobody_in(
    seo: TestClient, hana: TestClient, dul: TestClient
) -> None:
    room = begin(seo)
    first = code(seo, room)
    seo.post(f"{room}/code")
    second = code(seo, room)
    assert join(hana, first) == 422
    assert join(hana, second) == 303
    seo.post(f"{room}/code/close")
    assert code(seo, room) == ""
    assert join(dul, second) == 422


def test_who_was_taken_out_does_not_come_back_by_themselves(seo: TestClient, hana: TestClient, room: str) -> None:
    seo.post(f"{room}/members/{learner_number(seo, room)}/remove")
    assert "화요반" not in hana.get("/classes").text
    answer = hana.post("/classes/join", data={"code": code(seo, room)})
    assert answer.status_code == 422
    assert rosters.TAKEN_OUT in answer.text
    seo.post(f"{room}/members/{learner_number(seo, room)}/restore")
    assert "화요반" in hana.get("/classes").text


@pytest.mark.parametrize("name", ["", "  ", "가" * 81, "반\x07"])
def test_a_name_that_cannot_be_kept_is_refused_and_given_back(seo: TestClient, name: str) -> None:
    for address in ("/authoring/classes", f"{begin(seo)}/name"):
        answer = seo.post(address, data={"name": name})
        assert answer.status_code == 422
        assert rosters.UNFIT_NAME in answer.text


def test_another_instructors_class_is_not_there(seo: TestClient, park: TestClient, hana: TestClient, room: str) -> None:
    number = learner_number(seo, room)
    assert park.get(room).status_code == 404
    for act in ("name", "code", "code/close", f"members/{number}/remove", f"members/{number}/restore"):
        assert park.post(f"{room}/{act}", data={"name": "내 반"}).status_code == 404
    assert "화요반" not in park.get("/authoring/classes").text
    assert "Hana" in seo.get(room).text


def test_an_instructor_reaches_no_learner_through_a_class_of_their_own(
    seo: TestClient, park: TestClient, hana: TestClient
) -> None:
    room, other = begin(seo), begin(park, "수요반")
    join(hana, code(seo, room))
    number = learner_number(seo, room)
    assert park.post(f"{other}/members/{number}/remove").status_code == 404
    assert "뺌" not in seo.get(room).text


def test_an_administrator_sees_every_class(app: FastAPI, database: Database, seo: TestClient) -> None:
    room = begin(seo)
    make(database, "root", "admin")
    with signed_in(app, "root") as root:
        assert "화요반" in root.get("/authoring/classes").text
        assert root.get(room).status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "99", "99999999999"])
def test_a_class_that_does_not_exist_is_told(seo: TestClient, number: str) -> None:
    assert seo.get(f"/authoring/classes/{number}").status_code == 404


def test_what_an_instructor_changes_is_in_the_log(
    seo: TestClient, hana: TestClient, database: Database, room: str
) -> None:
    for act in ("code", "code/close", f"members/{learner_number(seo, room)}/remove"):
        seo.post(f"{room}/{act}")
    seo.post(f"{room}/name", data={"name": "수요반"})
    with database.read() as session:
        acts = list(session.scalars(select(Change.act).where(Change.act.like("class.%")).order_by(Change.id)))
    assert acts == [
        "class.created", "class.code_renewed", "class.code_closed", "class.member_removed", "class.renamed",
    ]  # fmt: skip


def test_a_code_has_no_letter_that_is_taken_for_another() -> None:
    assert not set("01OIL") & set(codes.LETTERS)
    assert len({codes.draw() for _ in range(50)}) == 50
    assert codes.spelled(" ａbcd-efgh ") == "ABCDEFGH"
    assert codes.shown("ABCDEFGH") == "ABCD-EFGH"

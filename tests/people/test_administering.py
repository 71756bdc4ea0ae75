"""What administrators do, and that there is always one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import update

from app.database import Database
from app.main import create_app
from app.people.tables import Invitation
from app.settings import Settings, SettingsError
from tests.people.acting import PASSWORD, make, sign_in, signed_in


@pytest.fixture
def root(app: FastAPI, database: Database) -> Iterator[TestClient]:
    make(database, "root", "admin")
    with signed_in(app, "root") as client:
        yield client


def _link(root: TestClient, role: str = "instructor") -> str:
    page = root.post("/people/invitations", data={"role": role, "note": "박 선생님"}).text
    found: list[str] = re.findall(r"/join/(\S+?)\"", page)
    return f"/join/{found[0]}"


FORM = {"name": "park", "password": PASSWORD, "again": PASSWORD}


def test_an_invitation_makes_one_account_with_its_role(root: TestClient, jun: TestClient, mina: TestClient) -> None:
    link = _link(root)
    assert "강사" in jun.get(link).text
    assert jun.post(link, data=FORM).status_code == 303
    assert "강사" in jun.get("/account").text
    assert mina.get(link).status_code == 404
    assert mina.post(link, data={**FORM, "name": "other"}).status_code == 404
    assert root.get("/people").text.count("박 선생님") == 0


def test_a_withdrawn_or_old_invitation_opens_nothing(root: TestClient, jun: TestClient, database: Database) -> None:
    first, second = _link(root), _link(root)
    number = re.findall(r"/people/invitations/(\d+)/withdraw", root.get("/people").text)[-1]
    assert root.post(f"/people/invitations/{number}/withdraw").status_code == 303
    assert root.post(f"/people/invitations/{number}/withdraw").status_code == 404
    assert jun.get(first).status_code == 404
    with database.write() as session:
        session.execute(update(Invitation).values(expires=datetime.now(UTC) - timedelta(days=1)))
        session.commit()
    assert jun.get(second).status_code == 404


def test_a_role_holds_from_the_next_request_on(app: FastAPI, root: TestClient, database: Database) -> None:
    number = make(database, "mina")
    with signed_in(app, "mina") as mina:
        assert mina.get("/people").status_code == 403
        assert root.post(f"/people/{number}/role", data={"role": "admin"}).status_code == 303
        assert mina.get("/people").status_code == 200
        root.post(f"/people/{number}/role", data={"role": "learner"})
        assert mina.get("/people").status_code == 403


def test_who_is_disabled_is_signed_out_at_once_and_may_come_back(
    app: FastAPI, root: TestClient, database: Database
) -> None:
    number = make(database, "mina")
    with signed_in(app, "mina") as mina:
        root.post(f"/people/{number}/disable")
        assert mina.get("/account").status_code == 303
        assert sign_in(mina, "mina") == 422
        root.post(f"/people/{number}/enable")
        assert sign_in(mina, "mina") == 303


@pytest.mark.parametrize("act", ["disable", "role"])
def test_the_last_administrator_stays(root: TestClient, database: Database, act: str) -> None:
    number = re.findall(r"/people/(\d+)/role", root.get("/people").text)[0]
    answer = root.post(f"/people/{number}/{act}", data={"role": "learner"})
    assert answer.status_code == 422
    assert "관리자가 한 사람은 있어야 합니다" in answer.text
    assert root.get("/people").status_code == 200


@pytest.mark.parametrize("path", ["/people/99/role", f"/people/{2**40}/role", "/people/99/disable"])
def test_an_account_that_is_not_there_is_told(root: TestClient, path: str) -> None:
    assert root.post(path, data={"role": "learner"}).status_code == 404


def test_accounts_are_found_by_part_of_either_name_and_shown_page_by_page(root: TestClient, database: Database) -> None:
    for at in range(60):
        make(database, f"learner{at:02}")
    first, second = root.get("/people").text, root.get("/people?page=2").text
    assert ("learner00" in first, "learner59" in first) == (True, False)
    assert ("learner00" in second, "learner59" in second) == (False, True)
    for address in ("/people?page=99", "/people?page=2&q="):
        assert "learner59" in root.get(address).text
    for typed in ("LEARNER59", "Learner59", "er59"):
        found = root.get("/people", params={"q": typed}).text
        assert ("learner59" in found, "learner00" in found) == (True, False)
    assert "글자가 있는 계정이 없습니다" in root.get("/people", params={"q": "%"}).text
    for page in ("0", "-1", "x", "9" * 30):
        assert "learner00" in root.get("/people", params={"page": page}).text


def test_what_is_done_to_an_account_leaves_the_list_where_it_was(root: TestClient, database: Database) -> None:
    number = make(database, "mina")
    answer = root.post(f"/people/{number}/role?q=mi", data={"role": "instructor"})
    assert answer.headers["location"] == "/people?q=mi#accounts"


def test_the_log_goes_back_page_by_page(root: TestClient, database: Database) -> None:
    for at in range(60):
        make(database, f"learner{at}")
    page = root.get("/people/changes").text
    assert "learner59" in page
    assert "learner0<" not in page
    older = re.findall(r"/people/changes\?before=\d+", page)[0]
    assert "learner0<" in root.get(older).text


def test_a_container_names_its_first_administrator(settings: Settings) -> None:
    named = settings.model_copy(update={"admin": "Root"})
    with pytest.raises(SettingsError, match="SEODANG_ADMIN_PASSWORD"):
        create_app(named)
    whole = Settings(**{**named.model_dump(), "admin_password": PASSWORD})
    for _ in range(2):  # the second start finds it
        with TestClient(create_app(whole), follow_redirects=False) as client:
            assert sign_in(client, "root") == 303
            assert client.get("/people").status_code == 200


def test_a_password_that_cannot_be_taken_stops_the_start(settings: Settings) -> None:
    weak = Settings(**{**settings.model_dump(), "admin": "root", "admin_password": "aaaaaaaaaaaa"})
    with pytest.raises(SettingsError, match="너무 쉽습니다"):
        create_app(weak)

"""Accounts and their owner's page: names, passwords, browsers; and who is refused what."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.database import Base, Database
from app.people import accounts, auditing, limiting
from app.people.accounts import newcomer
from app.people.naming import UnfitError
from app.settings import Settings
from tests.people.acting import PASSWORD, make, sign_in, signed_in

NEW = "새로 정한 긴 비밀번호"


@pytest.mark.parametrize(
    ("name", "shown", "password", "field"),
    [
        ("m", "", PASSWORD, "name"),
        ("mi na", "", PASSWORD, "name"),
        ("m" * 61, "", PASSWORD, "name"),
        ("<b>", "", PASSWORD, "name"),
        ("\u0430dmin", "", PASSWORD, "name"),  # its first letter is Cyrillic
        ("mina", "줄\u202e바꿈", PASSWORD, "shown"),
        ("mina", "", "아홉 글자입니다"[:9], "password"),
        ("mina", "", "aaaaaaaaaaaa", "password"),
        ("minaminamina", "", "MinaMinaMina", "password"),
        ("mina", "", "가" * 201, "password"),
    ],
)
def test_an_unfit_name_or_password_names_its_box(name: str, shown: str, password: str, field: str) -> None:
    with pytest.raises(UnfitError) as unfit:
        newcomer(name, shown, password)
    assert unfit.value.field == field


def test_a_name_is_the_same_however_it_is_typed(mina: TestClient, database: Database) -> None:
    make(database, "mina")
    answer = mina.post("/sign-up", data={"name": "ＭＩＮＡ", "password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 422
    assert accounts.TAKEN in answer.text
    assert PASSWORD not in answer.text


def test_two_passwords_must_agree_and_nothing_typed_is_lost(mina: TestClient) -> None:
    answer = mina.post("/sign-up", data={"name": "mina", "shown": "김미나", "password": PASSWORD, "again": NEW})
    assert answer.status_code == 422
    assert 'value="김미나"' in answer.text
    assert "서로 다릅니다" in answer.text


def test_where_only_the_invited_may_join_nobody_else_can(settings: Settings) -> None:
    from app.main import create_app

    app = create_app(settings.model_copy(update={"registration": "invited"}))
    with TestClient(app, follow_redirects=False) as client:
        assert client.get("/sign-up").status_code == 403
        assert client.post("/sign-up", data={"name": "mina", "password": PASSWORD}).status_code == 403
        assert "/sign-up" not in client.get("/sign-in").text


def test_a_new_password_signs_the_other_browsers_out(app: FastAPI, database: Database) -> None:
    make(database, "mina")
    with signed_in(app, "mina") as desk, signed_in(app, "mina") as phone:
        form = {"current": PASSWORD, "password": NEW, "again": NEW}
        assert desk.post("/account/password", data=form).status_code == 303
        assert desk.get("/account").status_code == 200
        assert phone.get("/account").status_code == 303
        assert sign_in(phone, "mina") == 422
        assert sign_in(phone, "mina", NEW) == 303


def test_the_password_is_not_changed_without_the_old_one(app: FastAPI, database: Database) -> None:
    make(database, "mina")
    with signed_in(app, "mina") as client:
        form = {"current": "wrong password", "password": NEW, "again": NEW}
        assert client.post("/account/password", data=form).status_code == 422
        assert sign_in(client, "mina") == 303


def test_browsers_are_listed_and_one_can_be_signed_out_from_another(app: FastAPI, database: Database) -> None:
    make(database, "mina")
    make(database, "jun")
    with signed_in(app, "mina") as desk, signed_in(app, "mina") as phone, signed_in(app, "jun") as other:
        page = desk.get("/account").text
        numbers = [part.split("/")[0] for part in page.split("/account/sign-ins/")[1:] if "/end" in part[:12]]
        assert other.post(f"/account/sign-ins/{numbers[0]}/end").status_code == 404
        assert phone.get("/account").status_code == 200
        assert desk.post(f"/account/sign-ins/{numbers[0]}/end").status_code == 303
        assert phone.get("/account").status_code == 303


def test_one_may_choose_the_name_that_others_read(app: FastAPI, database: Database) -> None:
    make(database, "mina")
    with signed_in(app, "mina") as client:
        client.post("/account/name", data={"shown": "김 미나"})
        assert "김 미나" in client.get("/").text


def test_the_database_keeps_no_password_and_no_token(app: FastAPI, database: Database) -> None:
    make(database, "mina")
    with signed_in(app, "mina") as client:
        carried = app.state.cookies.carried(client.cookies["seodang"]).token
    with database.read() as session:
        everything = str([session.execute(select(table)).all() for table in Base.metadata.sorted_tables])
    assert "argon2id" in everything
    assert PASSWORD not in everything
    assert carried not in everything


def test_the_log_tells_what_was_changed_and_by_whom(database: Database) -> None:
    number = make(database, "mina", "instructor")
    with database.write() as session:
        account = accounts.named(session, "mina")
        assert account is not None
        accounts.set_role(session, account, "admin", by=number)
        session.commit()
    with database.read() as session:
        (change, who), (made, by) = auditing.latest(session, None, 5)
    assert (change.act, change.detail, who) == ("account.role", {"before": "instructor", "after": "admin"}, "Mina")
    assert (made.act, by) == ("account.created", None)


def test_an_act_without_a_sentence_is_refused(database: Database) -> None:
    with database.write() as session, pytest.raises(KeyError):
        auditing.record(session, None, "account.painted", "mina")


def test_accounts_from_one_address_come_as_often_as_classes_sign_up(
    app: FastAPI, jun: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [str(limit) for limit in limiting.SIGN_UPS] == ["600 per 1 hour", "2000 per 1 day"]
    monkeypatch.setattr(limiting, "SIGN_UPS", (limiting.parse("1 per 1 hour"),))
    form = {"name": "minji", "shown": "민지", "password": PASSWORD, "again": PASSWORD}
    assert jun.post("/sign-up", data=form | {"again": "other"}).status_code == 422  # no account, so it does not count
    assert jun.post("/sign-up", data=form).status_code == 303
    with TestClient(app, follow_redirects=False) as newcomer:
        told = newcomer.post("/sign-up", data=form | {"name": "dul", "shown": "둘 <2>"})
    assert told.status_code == 429
    assert int(told.headers["Retry-After"]) > 60
    assert "이 인터넷 주소에서 만든 계정이 너무 많습니다. 60분 뒤에 다시 해 주세요." in told.text
    assert [f'value="{kept}"' in told.text for kept in ("dul", "둘 &lt;2&gt;")] == [True] * 2
    assert PASSWORD not in told.text

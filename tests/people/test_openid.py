"""Signing in elsewhere: the whole way against a small provider, and every lie that must be refused."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey
from sqlalchemy import select

from app.main import create_app
from app.people import openid
from app.people.tables import Account
from app.settings import Settings, SettingsError
from tests.people.acting import make
from tests.people.provider import CLIENT, SECRET, Provider, running

ANSWER = "/study/items/mini-ox-01/answer"


@pytest.fixture(scope="module")
def served() -> Iterator[Provider]:
    with running() as found:
        yield found


@pytest.fixture
def provider(served: Provider) -> Provider:
    served.bend, served.signing = {}, served.key
    served.who = {"sub": "42", "preferred_username": "Mina Kim", "name": "김 미나"}
    return served


@pytest.fixture
def named(settings: Settings, provider: Provider) -> Settings:
    given = {"openid_issuer": provider.issuer, "openid_client": CLIENT, "openid_secret": SECRET, "openid_name": "학교"}
    return Settings(**{**settings.model_dump(), **given})


@pytest.fixture
def app(named: Settings) -> FastAPI:
    return create_app(named)


def _go(client: TestClient, provider: Provider, next_: str = "/account") -> Any:
    away = client.get(f"/sign-in/openid?next={next_}")
    assert away.status_code == 303
    return client.get(provider.visit(away.headers["location"]))


def test_the_whole_way_signs_somebody_in_and_knows_them_again(app: FastAPI, provider: Provider) -> None:
    for _ in range(2):
        with TestClient(app, follow_redirects=False) as client:
            assert "학교 로그인" in client.get("/sign-in").text
            assert _go(client, provider).headers["location"] == "/account"
            page = client.get("/account").text
            assert "mina-kim" in page
            assert "김 미나" in page
            provider.who["name"] = "다른 이름"  # theirs may change; whom it names stays


def test_the_code_is_exchanged_with_the_secret_and_the_verifier(app: FastAPI, provider: Provider) -> None:
    with TestClient(app, follow_redirects=False) as client:
        _go(client, provider)
    assert provider.login == "Basic " + base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '+')}".encode()).decode()
    digest = hashlib.sha256(provider.sent["code_verifier"].encode()).digest()
    assert provider.asked["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert provider.sent["redirect_uri"] == provider.asked["redirect_uri"]


def test_what_the_browser_did_goes_with_the_new_account(app: FastAPI, provider: Provider) -> None:
    with TestClient(app, follow_redirects=False) as client:
        client.post(ANSWER, data={"answer": "O"})
        _go(client, provider)
        shown = client.get("/lectures/mini").text.split('id="q-mini-ox-01"')[1]
        assert 'data-state="open"' not in shown[:400]


def test_a_name_that_somebody_has_gets_a_number(app: FastAPI, provider: Provider) -> None:
    make(app.state.database, "mina-kim", "admin")
    with TestClient(app, follow_redirects=False) as client:
        _go(client, provider)
        page = client.get("/account").text
    assert "mina-kim-2" in page
    assert "학습자" in page


@pytest.mark.parametrize("over_there", ["mіna-kim", "k"])
def test_a_name_that_nobody_may_have_here_is_not_taken_over(app: FastAPI, provider: Provider, over_there: str) -> None:
    """The first has a Cyrillic letter that looks like a Latin one."""
    provider.who["preferred_username"] = over_there
    with TestClient(app, follow_redirects=False) as client:
        _go(client, provider)
    with app.state.database.read() as session:
        assert session.scalars(select(Account.name)).all() == ["learner"]


@pytest.mark.parametrize(
    "bend",
    [
        {"aud": "another"},
        {"iss": "https://evil.example"},
        {"nonce": "an old one"},
        {"nonce": None},
        {"exp": 1_600_000_000},  # 2020: a name that reads the clock would differ between two processes of one run
        {"sub": None},
        {"azp": "another", "aud": [CLIENT, "another"]},
    ],
    ids=str,
)
def test_a_token_that_does_not_fit_opens_nothing(app: FastAPI, provider: Provider, bend: dict[str, Any]) -> None:
    provider.bend = bend
    with TestClient(app, follow_redirects=False) as client:
        answer = _go(client, provider)
        assert answer.status_code == 503
        assert "로그인하지 못했습니다" in answer.text
        assert client.get("/account").status_code == 303


def test_a_provider_may_end_its_name_with_a_slash(app: FastAPI, provider: Provider) -> None:
    """As Auth0 does; the setting is kept without."""
    provider.bend = {"iss": f"{provider.issuer}/"}
    with TestClient(app, follow_redirects=False) as client:
        assert _go(client, provider).headers["location"] == "/account"


def test_a_subject_that_is_longer_than_its_column_is_still_one_person(app: FastAPI, provider: Provider) -> None:
    """255 characters are allowed (Core 1.0, section 2); PostgreSQL would refuse the row."""
    for subject in ("9" * 255, "9" * 254, "9" * 255):
        provider.who["sub"] = subject
        with TestClient(app, follow_redirects=False) as client:
            assert _go(client, provider).headers["location"] == "/account"
    with app.state.database.read() as session:
        kept = session.scalars(select(Account.subject)).all()
    assert len(set(kept)) == len(kept) == 2
    assert max(len(subject or "") for subject in kept) <= 200


def test_a_token_signed_by_another_opens_nothing(app: FastAPI, provider: Provider) -> None:
    provider.signing = RSAKey.generate_key(2048, {"kid": "one"})
    with TestClient(app, follow_redirects=False) as client:
        assert _go(client, provider).status_code == 503


def test_only_the_browser_that_left_comes_back(app: FastAPI, provider: Provider) -> None:
    with TestClient(app, follow_redirects=False) as client, TestClient(app, follow_redirects=False) as other:
        way = provider.visit(client.get("/sign-in/openid").headers["location"])
        assert other.get(way).status_code == 400
        assert client.get(way.replace("state=", "state=x")).status_code == 400
        assert client.get("/sign-in/openid/back?error=access_denied").status_code == 400
        assert client.get(way).status_code == 303


def test_where_only_the_invited_may_join_strangers_stay_outside(named: Settings, provider: Provider) -> None:
    app = create_app(named.model_copy(update={"registration": "invited"}))
    with TestClient(app, follow_redirects=False) as client:
        assert _go(client, provider).status_code == 403


def test_a_provider_that_is_not_there_is_told(settings: Settings) -> None:
    given = {"openid_issuer": "http://127.0.0.1:9", "openid_client": CLIENT, "openid_secret": SECRET}
    app = create_app(Settings(**{**settings.model_dump(), **given}))
    with TestClient(app, follow_redirects=False) as client:
        assert client.get("/sign-in/openid").status_code == 503


def test_without_a_provider_there_is_no_such_way(settings: Settings) -> None:
    with TestClient(create_app(settings), follow_redirects=False) as client:
        assert client.get("/sign-in/openid").status_code == 404
        assert "/sign-in/openid" not in client.get("/sign-in").text


def test_half_of_the_settings_stops_the_start(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    half = Settings(**{**settings.model_dump(), "openid_issuer": "https://id.example"})
    with pytest.raises(SettingsError, match="SEODANG_OPENID_CLIENT"):
        openid.provider(half)
    whole = Settings(**{**half.model_dump(), "openid_client": CLIENT, "openid_secret": SECRET})
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match="authlib"):
        openid.provider(whole)

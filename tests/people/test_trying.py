"""How many passwords one address may try: what fails is counted, what was right is given back, however many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.database import Database
from app.people import limiting
from app.people.limiting import AN_ADDRESS, TooManyError, Tries
from tests.people.acting import PASSWORD, make, sign_in, signed_in

SCHOOL = "192.0.2.1"
THREADS = 40  # of the server: so many sign-ins are looked at at once, the others wait outside


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "AN_ADDRESS", limiting.parse("3 per 15 minutes"))


def _failed(tries: Tries, most: int = 1_000) -> int:
    """How many wrong ones are heard, a name each."""
    for count in range(most):
        try:
            tries.take(f"wrong-{count}", SCHOOL)
        except TooManyError:
            return count
    return most


def test_a_class_behind_one_address_signs_in_in_the_same_minute() -> None:
    tries = Tries()
    for number in range(1_000):
        tries.forgive(tries.take(f"learner-{number}", SCHOOL))
    assert _failed(tries) == AN_ADDRESS.amount


def test_as_many_right_ones_as_run_at_once_leave_room_for_those_who_mistyped() -> None:
    tries = Tries()
    for number in range(AN_ADDRESS.amount - THREADS):
        tries.take(f"mistyped-{number}", SCHOOL)
    assert AN_ADDRESS.amount - THREADS >= 80
    under_way = [tries.take(f"learner-{number}", SCHOOL) for number in range(THREADS)]
    with pytest.raises(TooManyError):
        tries.take("learner-40", SCHOOL)
    for tried in under_way:
        tries.forgive(tried)
    tries.take("learner-40", SCHOOL)


def test_many_at_once_are_counted_one_by_one() -> None:
    tries = Tries()

    def right(number: int) -> None:
        tries.forgive(tries.take(f"learner-{number}", SCHOOL))

    with ThreadPoolExecutor(THREADS) as threads:
        assert len(list(threads.map(right, range(400)))) == 400
    assert _failed(tries) == AN_ADDRESS.amount


@pytest.mark.usefixtures("three")
def test_a_right_account_of_ones_own_takes_back_nothing_that_failed(
    app: FastAPI, database: Database, jun: TestClient
) -> None:
    for name in ("mallory", "mina"):
        make(database, name)
    for guess in range(3):
        assert sign_in(jun, f"victim-{guess}", "a likely password") == 422
        if guess < 2:
            with signed_in(app, "mallory"):
                pass
    refused = jun.post("/sign-in", data={"name": "mina", "password": PASSWORD})
    assert refused.status_code == 429
    assert 60 < int(refused.headers["Retry-After"]) <= 900


@pytest.mark.usefixtures("three")
def test_right_ones_are_not_counted(app: FastAPI, database: Database) -> None:
    for number in range(5):
        make(database, f"learner-{number}")
        with signed_in(app, f"learner-{number}"):
            pass


@pytest.mark.usefixtures("three")
def test_a_password_that_was_changed_is_not_counted_and_a_new_one_that_is_refused_is_none_that_failed(
    app: FastAPI, database: Database, jun: TestClient
) -> None:
    make(database, "mina")
    with signed_in(app, "mina") as client:
        for _ in range(4):
            short = {"current": PASSWORD, "password": "short", "again": "short"}
            assert client.post("/account/password", data=short).status_code == 422
        for _ in range(3):
            wrong = {"current": "not this", "password": "a new password", "again": "a new password"}
            assert client.post("/account/password", data=wrong).status_code == 422
        assert client.post("/account/password", data=wrong).status_code == 429
    assert sign_in(jun, "mina") == 429


def test_what_comes_back_after_the_time_has_begun_anew_is_not_taken_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else right ones of one's own, begun just before, would be as many wrong ones more just after."""
    tries = Tries()
    monkeypatch.setattr(limiting, "_now", lambda: 1.0)
    late = tries.take("mallory", SCHOOL)
    monkeypatch.setattr(limiting, "_now", lambda: 902.0)
    tries.take("mina", SCHOOL)
    tries.forgive(late)
    assert _failed(tries) == AN_ADDRESS.amount - 1

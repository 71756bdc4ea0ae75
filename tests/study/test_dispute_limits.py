"""How many disputes are heard: of who is signed in by account, of all others by address."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.database import Database
from app.people import limiting
from tests.people.acting import make, signed_in
from tests.study.disputing import doubt, kept
from tests.study.forms import send


@pytest.fixture
def two_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [str(limit) for limit in limiting.DOUBTS] == ["60 per 15 minute", "300 per 1 day"]
    monkeypatch.setattr(limiting, "DOUBTS", (limiting.parse("2 per 1 day"),))


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.usefixtures("two_a_day")
def test_a_new_learner_each_time_is_still_one_address(
    app: FastAPI, mina: TestClient, database: Database, htmx: bool
) -> None:
    send(mina, "mini-ox-02", "O")
    send(mina, "mini-ox-03", "X")
    doubt(mina, text="처음")
    assert doubt(mina, text="한 번 더 누름").status_code == 200  # sent already: it does not count
    assert doubt(mina, 2, reason="other").status_code == 422  # nor does what cannot be taken
    doubt(mina, 2)
    with TestClient(app, follow_redirects=False) as newcomer:
        send(newcomer, "mini-ox-02", "O")
        told = doubt(newcomer, 3, text="적은 <글>", htmx=htmx)
    assert told.status_code == 429
    assert int(told.headers["Retry-After"]) > 3600
    assert "이 인터넷 주소에서 보낸 이의가 너무 많습니다. 24시간 뒤에" in told.text
    assert "적은 &lt;글&gt;" in told.text
    assert 'value="key" checked' in told.text
    assert len(kept(database)) == 2


@pytest.mark.usefixtures("two_a_day")
def test_accounts_of_one_school_are_counted_one_by_one(app: FastAPI, mina: TestClient, database: Database) -> None:
    items = ("mini-ox-02", "mini-ox-03", "mini-essay-01")
    send(mina, items[0], "O")
    doubt(mina)
    for number, name in enumerate(("hana", "dul")):
        make(database, name)
        with signed_in(app, name) as learner:
            for item in items:
                send(learner, item, "모릅니다" if "essay" in item else "O")
            answers = [2 + 3 * number + at for at in range(3)]
            told = [doubt(learner, answer) for answer in answers]
        assert [one.status_code for one in told] == [200, 200, 429]
        assert "이 계정으로 보낸 이의가 너무 많습니다. 24시간 뒤에" in told[2].text
    send(mina, items[1], "X")
    assert doubt(mina, 8).status_code == 200  # the address is not used up by them

"""The program may end between the publishing of a corrected key and its regrade: the next start does what is left."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.authoring.editing import saving
from app.authoring.regrading import correcting
from app.authoring.regrading.tables import AnnouncedRegrade
from app.database import Database
from app.main import create_app
from app.people.tables import Change
from app.settings import Settings
from app.study.tables import Regrade
from tests.authoring.regrading.acting import OX, EndError, finished
from tests.authoring.regrading.filling import FORM, NEW, PAGE, REASON, ended, fields, foreseen


def _end(*_: object) -> None:
    raise EndError


def _announced(database: Database) -> int:
    with database.read() as session:
        return len(session.scalars(select(AnnouncedRegrade)).all())


def _regrades(database: Database) -> list[Regrade]:
    with database.read() as session:
        return list(session.scalars(select(Regrade)))


@pytest.fixture
def published(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is corrected, and the program ends there."""
    form = foreseen(client)[1]
    with monkeypatch.context() as patch:
        patch.setattr(correcting, "_begin", _end)
        with pytest.raises(EndError):
            client.post(PAGE, data=form)


def test_a_key_that_was_published_when_the_program_ended_is_regraded_at_the_next_start(
    published: None, database: Database, settings: Settings
) -> None:
    assert _regrades(database) == []
    app = create_app(settings)
    with TestClient(app):
        assert app.state.course.questions[OX].answer == "X"
        row = finished(app.state.database, 1)
        assert (row.item_id, row.policy, row.reason, row.judged, row.changed) == (OX, "new", REASON, 7, 7)
        assert row.key_revision == app.state.course.revisions[OX]
    assert _announced(database) == 0
    with database.read() as session:
        acts = session.scalars(select(Change.act).where(Change.subject == OX).order_by(Change.id)).all()
    assert acts == ["item.corrected", "regrade.done"]


def test_a_key_that_never_came_into_service_regrades_nothing(
    client: TestClient, database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = foreseen(client)[1]
    with monkeypatch.context() as patch:
        patch.setattr(saving, "save", _end)
        with pytest.raises(EndError):
            client.post(PAGE, data=form)
    assert _announced(database) == 1
    with TestClient(create_app(settings)):
        assert (_announced(database), _regrades(database)) == (0, [])


def test_what_was_begun_by_hand_meanwhile_is_not_begun_again(
    published: None, client: TestClient, database: Database, settings: Settings
) -> None:
    form = fields(client.get(NEW).text) | {"policy": "new", "reason": REASON, "private": "yes"}
    assert _announced(database) == 1
    ended(client, client.post(PAGE, data=fields(client.post(FORM, data=form).text)))
    assert (_announced(database), len(_regrades(database))) == (0, 1)


def test_a_publication_that_is_refused_announces_nothing(
    app: FastAPI, client: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = foreseen(client)[1]

    def clash(*_: object) -> None:
        assert _announced(database) == 1
        raise saving.ClashError(form["text"])

    monkeypatch.setattr(saving, "save", clash)
    assert client.post(PAGE, data=form).status_code == 409
    assert (_announced(database), _regrades(database)) == (0, [])

"""The rows of trainings where two want to write at once."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.database import Database
from app.lab.tables import LabTraining
from app.lab.training import records
from app.lab.training.run import Run
from tests.lab.training.test_pages import begin, ended

pytestmark = pytest.mark.usefixtures("pretending")


def test_a_deleted_training_stays_deleted_whoever_writes_last(
    mina: TestClient, app: FastAPI, database: Database
) -> None:
    """The line writes how a training ended a moment after its page offers to delete it."""
    address = begin(mina)
    ended(mina, address)
    with database.read() as session:
        row = session.scalars(select(LabTraining)).one()
        run: Run = records.run_of(row, "mina")
    run.state = "done"
    mina.post(f"{address}/delete")
    records.keep(database, run)
    with database.write() as session:
        assert not records.queue_again(session, run.key)
        session.commit()
    assert mina.get(address).status_code == 404
    with database.read() as session:
        assert session.scalars(select(LabTraining.state)).all() == ["deleted"]

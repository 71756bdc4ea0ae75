"""Accounts of the cast, and how they come in. Asserts nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.database import Database
from app.people import accounts
from app.people.accounts import Newcomer

PASSWORD = "맑은 물 한 그릇 42"  # noqa: S105 -- of nobody
CHEAP = PasswordHash([Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)])  # a hash says what checking it costs
HASH = CHEAP.hash(PASSWORD)


def make(database: Database, name: str, role: str = "learner") -> int:
    with database.write() as session:
        account = accounts.create(session, Newcomer(name, name.title(), HASH), role, by=None)
        session.commit()
        return account.id


def sign_in(client: TestClient, name: str, password: str = PASSWORD, **fields: str) -> int:
    answer = client.post("/sign-in", data={"name": name, "password": password, **fields})
    return answer.status_code


@contextmanager
def signed_in(app: FastAPI, name: str) -> Iterator[TestClient]:
    """A browser of somebody who has an account."""
    with TestClient(app, follow_redirects=False) as client:
        assert sign_in(client, name) == 303
        yield client

"""Who may come in where: every route of the product by every role, from one table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.database import Database
from app.main import create_app
from app.people.cookie import NAME
from app.people.roles import covers
from app.settings import Settings
from models.protocol import Failed
from tests.conftest import CONTENT
from tests.people.acting import make, sign_in

ANYONE = "anyone"
# An entry holds for the address and all below it, the longest one that fits. What is on no line lets nobody in.
TABLE = {
    "/": ANYONE,
    "/lectures": ANYONE,
    "/glossary": ANYONE,
    "/search": ANYONE,
    "/errata": ANYONE,
    "/about": ANYONE,
    "/practice": ANYONE,
    "/study": ANYONE,
    "/disputes": ANYONE,
    "/regrades": ANYONE,
    "/api/v1": ANYONE,
    "/lab": ANYONE,
    "/figures": ANYONE,
    "/healthz": ANYONE,
    "/docs": ANYONE,
    "/openapi.json": ANYONE,
    "/sign-in": ANYONE,
    "/sign-out": ANYONE,
    "/sign-up": ANYONE,
    "/join": ANYONE,
    "/account": "learner",
    "/classes": "learner",
    "/people": "admin",
    "/authoring": "instructor",
}
ROLES = (ANYONE, "learner", "instructor", "admin")
Found = tuple[str, str]


def _routes(routes: Any, prefix: str = "") -> Iterator[Found]:
    for route in routes:
        if hasattr(route, "original_router"):
            yield from _routes(route.original_router.routes, prefix + (route.include_context.prefix or ""))
        elif hasattr(route, "methods"):
            yield from ((method, prefix + route.path) for method in sorted(route.methods - {"HEAD"}))


def _needed(path: str) -> str | None:
    fits = [entry for entry in TABLE if path == entry or (path.startswith(f"{entry.rstrip('/')}/") and entry != "/")]
    return TABLE[max(fits, key=len)] if fits else None


class Unreachable:
    """A lab that fails, whatever it is asked."""

    def __getattr__(self, name: str) -> Any:
        async def fail(*_: object) -> Failed:
            return Failed(code="starting", message="켜는 중입니다.", retry_after=8)

        return fail


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """Its lab only says that it cannot be reached, which is no refusal; no worker is started."""
    app = create_app(Settings(data=tmp_path_factory.mktemp("data"), content=CONTENT))
    app.state.lab = Unreachable()
    return app


@pytest.fixture(scope="module")
def cookies(app: FastAPI) -> dict[str, dict[str, str]]:
    database: Database = app.state.database
    found = {}
    for role in ROLES:
        client = TestClient(app, follow_redirects=False)
        if role != ANYONE:
            make(database, role, role)
            assert sign_in(client, role) == 303
        found[role] = {NAME: client.cookies[NAME]} if role != ANYONE else {}
    return found


def test_every_route_is_on_the_table_and_every_line_has_a_route(app: FastAPI) -> None:
    paths = {path for _, path in _routes(app.routes)}
    assert len(paths) > 40
    assert {path for path in paths if _needed(path) is None} == set()
    reached = {entry for entry in TABLE for path in paths if path == entry or path.startswith(f"{entry.rstrip('/')}/")}
    assert set(TABLE) - reached - {"/authoring"} == set()


@pytest.mark.parametrize("role", ROLES)
def test_a_route_lets_in_whom_the_table_says_and_nobody_else(
    app: FastAPI, cookies: dict[str, dict[str, str]], role: str
) -> None:
    wrong = {}
    for method, path in _routes(app.routes):
        needed = _needed(path) or ANYONE
        allowed = needed == ANYONE or (role != ANYONE and covers(role, needed))
        if path == "/sign-out" or (method == "POST" and allowed and needed != ANYONE):
            continue  # what is allowed would change the table's own people
        if _came_in(app, cookies[role], method, path) is not allowed:
            wrong[method, path] = needed
    assert wrong == {}


def _came_in(app: FastAPI, cookies: dict[str, str], method: str, path: str) -> bool:
    address = re.sub(r"\{\w+\}", "1", path)
    client = TestClient(app, follow_redirects=False, raise_server_exceptions=False, cookies=cookies)
    answer = client.request(method, address)
    assert answer.status_code != 500, (method, path)
    to_sign_in = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
    return answer.status_code not in (401, 403) and not to_sign_in


@pytest.mark.parametrize("number", ["9" * 25, "-" + "9" * 25, str(2**31)])
def test_a_number_that_no_row_has_breaks_no_route(
    app: FastAPI, cookies: dict[str, dict[str, str]], number: str
) -> None:
    client = TestClient(app, follow_redirects=False, raise_server_exceptions=False, cookies=cookies["admin"])
    numbered = [(method, re.sub(r"\{[\w:]+\}", number, path)) for method, path in _routes(app.routes) if "{" in path]
    assert len(numbered) > 40
    assert [found for found in numbered if client.request(*found).status_code == 500] == []


def test_the_test_can_fail(app: FastAPI, cookies: dict[str, dict[str, str]]) -> None:
    assert not _came_in(app, cookies["learner"], "GET", "/people")
    assert not _came_in(app, cookies[ANYONE], "GET", "/account")
    assert _came_in(app, cookies["admin"], "GET", "/people")

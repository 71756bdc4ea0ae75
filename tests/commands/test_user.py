"""`seodang user`: what it makes can sign in, what it refuses is told in a sentence."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.cli import main
from app.main import create_app
from app.settings import Settings
from tests.conftest import CONTENT
from tests.people.acting import PASSWORD, sign_in

Command = Callable[..., int]


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    def run(*words: str, password: str = PASSWORD) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        return main(["user", "--data", str(tmp_path / "data"), *words])

    return run


NEW = "새로 정한 긴 비밀번호"


def test_the_first_administrator_signs_in(user: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert user("add", "Mina", "--admin", "--shown", "김미나") == 0
    with TestClient(create_app(Settings(data=tmp_path / "data", content=CONTENT)), follow_redirects=False) as client:
        assert sign_in(client, "mina") == 303
        assert client.get("/people").status_code == 200
    capsys.readouterr()
    assert user("list", "--json") == 0
    listed = json.loads(capsys.readouterr().out)["users"]
    assert listed == [{"name": "mina", "shown": "김미나", "role": "admin", "disabled": False}]


def test_a_forgotten_password_is_set_again(user: Command, tmp_path: Path) -> None:
    user("add", "mina")
    assert user("password", "mina", password=NEW) == 0
    with TestClient(create_app(Settings(data=tmp_path / "data", content=CONTENT)), follow_redirects=False) as client:
        assert sign_in(client, "mina") == 422
        assert sign_in(client, "mina", NEW) == 303


def test_roles_and_doors(user: Command, capsys: pytest.CaptureFixture[str]) -> None:
    user("add", "mina", "--instructor")
    user("add", "jun", "--admin")
    assert user("role", "mina", "admin") == 0
    assert user("disable", "jun") == 0
    assert user("list") == 0
    out = capsys.readouterr().out
    assert "막힘" in out.splitlines()[-1]
    assert user("enable", "jun") == 0


@pytest.mark.parametrize(
    ("words", "password", "code", "told"),
    [
        (("add", "m"), PASSWORD, 2, "로그인 이름은"),
        (("add", "mina"), "short", 2, "비밀번호는"),
        (("role", "nobody", "admin"), PASSWORD, 1, "계정이 없습니다"),
        (("disable", "root"), PASSWORD, 2, "관리자가 한 사람은"),
        (("add", "root"), PASSWORD, 2, "이미 있는"),
    ],
)
def test_what_cannot_be_done_is_told(
    user: Command, words: tuple[str, ...], password: str, code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    user("add", "root", "--admin")
    assert user(*words, password=password) == code
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said

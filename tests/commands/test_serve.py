"""`seodang serve`: it answers soon, and what keeps it from starting is a sentence."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from app.cli import main
from tests.bank.sample import OX
from tests.commands.sample import course

ROOT = Path(__file__).resolve().parents[2]


def test_a_taken_port_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["serve", "--port", port, "--data", str(tmp_path / "data")]) == 2
    assert f"127.0.0.1:{port} 주소를 쓸 수 없습니다" in capsys.readouterr().err


def test_open_streams_hold_up_the_end_for_seconds_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, int] = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **words: told.update(words))
    assert main(["serve", "--port", "0", "--data", str(tmp_path)]) == 0
    assert 0 < told["timeout_graceful_shutdown"] <= 5


def test_a_setting_that_cannot_be_used_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "99999", "--data", str(tmp_path)]) == 2
    assert "SEODANG_PORT" in capsys.readouterr().err


@pytest.mark.parametrize("broken", ["seodang.db", "secret"])
def test_a_data_folder_that_cannot_be_read_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.delenv("SEODANG_DATABASE_URL", raising=False)  # on PostgreSQL no file of the folder keeps the rows
    (tmp_path / broken).mkdir()
    assert main(["serve", "--port", "0", "--data", str(tmp_path)]) in (1, 2)
    said = capsys.readouterr().err
    assert broken in said
    assert "습니다" in said


def test_a_database_that_does_not_answer_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEODANG_DATABASE_URL", "sqlite:////no/such/folder/seodang.db")
    assert main(["serve", "--port", "0", "--data", str(tmp_path)]) == 1
    assert "SEODANG_DATABASE_URL과 그 서버를 살펴 주세요." in capsys.readouterr().err


def test_a_missing_driver_is_named_with_how_to_install_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEODANG_DATABASE_URL", "postgresql://u@127.0.0.1:1/x")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert main(["serve", "--port", "0", "--data", str(tmp_path)]) == 1
    assert "seodang[postgresql]" in capsys.readouterr().err


def test_content_that_cannot_be_served_is_told_problem_by_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    course(tmp_path / "content", OX.replace("kind: ox", "kind: xo"))
    monkeypatch.setenv("SEODANG_CONTENT", str(tmp_path / "content"))
    assert main(["serve", "--port", "0", "--data", str(tmp_path / "data")]) == 1
    assert "quiz.yaml:4:9: unknown-kind" in capsys.readouterr().err


def test_serve_answers_within_seconds(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "app.cli", "serve", "--port", str(port), "--data", str(tmp_path)]
    server = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE)
    try:
        assert _answer(f"http://127.0.0.1:{port}/healthz")["status"] == "ok"
    finally:
        server.terminate()
        server.communicate(timeout=20)


def _answer(address: str) -> dict[str, str]:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=2) as reply:  # noqa: S310
                return dict(json.load(reply))
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer")

"""The wheel is whole: installed away from the checkout, it serves the course from an empty folder (decision 19)."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BUILT_FROM = ("app", "models", "templates", "static", "quizzes")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and nothing else of ours. Built from a copy: no build is left here."""
    source, built, site = (tmp_path_factory.mktemp(name) for name in ("source", "built", "site"))
    for name in BUILT_FROM:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheel = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(built), str(source)]
    subprocess.run(wheel, check=True)
    install = [*pip, "install", "--no-deps", "--no-index", "--target", str(site), *map(str, built.glob("*.whl"))]
    subprocess.run(install, check=True)
    return site


@pytest.fixture
def address(site: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server that runs from the wheel, started in an empty folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(site), "SEODANG_DATA": str(tmp_path / "data")}
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port)]
    empty = tmp_path / "empty"
    empty.mkdir()
    server = subprocess.Popen(command, cwd=empty, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def page(address: str) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 -- our own server
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer within ten seconds")


def test_the_wheel_serves_its_own_copy_of_the_course_from_an_empty_folder(address: str, site: Path) -> None:
    assert "파라미터 효율적 튜닝" in page(f"{address}/lectures/peft")
    assert (site / "app/_bundled/quizzes/peft/quiz.yaml").is_file()
    assert (site / "models/texts/bundled/nsmc_raw_678k.tsv.xz").is_file()


def test_the_wheel_proves_its_own_bank(site: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(site)}
    checked = subprocess.run([sys.executable, "-m", "app.cli", "check"], cwd=tmp_path, env=environment, check=False)
    assert checked.returncode == 0


def test_the_wheel_knows_its_architectures(site: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(site)}
    listed = subprocess.run([sys.executable, "-m", "app.cli", "count"], cwd=tmp_path, env=environment, check=False)
    assert listed.returncode == 0

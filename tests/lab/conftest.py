"""A lab whose worker only pretends, so that no test here waits for torch."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.lab.client import Lab
from app.lab.process import Process

LabOf = Callable[..., Lab]


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose path is short enough for a socket, which pytest's own may not be."""
    folder = Path(tempfile.mkdtemp(prefix="lab-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def lab_of(short: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LabOf]:
    """Makes labs at the same socket, each with options for its worker; their workers end with the test."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    made: list[Lab] = []

    def make(*options: str) -> Lab:
        path = short / "lab.sock"
        command = [sys.executable, "-m", "tests.lab.pretend", "--socket", str(path), *options]
        made.append(Lab(path, Process(command)))
        return made[-1]

    yield make
    for lab in made:
        lab.process.stop()


@pytest.fixture
def lab(lab_of: LabOf) -> Lab:
    return lab_of("--rows", "2", "--waiting", "2", "--per-caller", "3")

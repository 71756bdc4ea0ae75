"""What tests of several files look at and none changes, made once a process."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import training
from tests.models.calling import shelve
from tests.models.running import Models
from tests.models.tiny import tiny_folder


@pytest.fixture(scope="session")
def models() -> Models:
    return Models()


@pytest.fixture(scope="session")
def shelved() -> Iterator[Path]:
    """A folder of a path short enough for a socket; holds a base and two variants."""
    place = Path(tempfile.mkdtemp(prefix="worker-"))
    shelve(place)
    yield place
    shutil.rmtree(place)


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny base model, to read and to train on."""
    return tiny_folder("opt", tmp_path_factory.mktemp("base"))


@pytest.fixture
def checkpoints_at_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "PAUSE", 0.0)

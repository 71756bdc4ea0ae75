"""What tests of several files look at and none changes, made once a process."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.models.calling import shelve
from tests.models.running import Models


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

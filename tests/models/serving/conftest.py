"""A tiny base and a shelf of its variants."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import base as bases
from models.base import Base
from tests.models.serving.shelf import add
from tests.models.tiny import tiny_folder


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_folder("opt", tmp_path_factory.mktemp("base"))


@pytest.fixture
def base(place: Path) -> Base:
    return bases.load(str(place))


@pytest.fixture
def shelf(tmp_path: Path, base: Base) -> Path:
    """Seven variants in one folder, each of its method."""
    for name in ("lora", "pfeiffer", "prefix", "prompt", "bitfit", "full", "head"):
        add(tmp_path, name, base.fingerprint)
    return tmp_path

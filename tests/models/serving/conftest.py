"""A tiny base and a shelf of its variants."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import base as bases
from models.base import Base
from tests.models.serving.shelf import add


@pytest.fixture
def base(tiny_base: Path) -> Base:
    return bases.load(str(tiny_base))


@pytest.fixture
def shelf(tmp_path: Path, base: Base) -> Path:
    """Seven variants in one folder, each of its method."""
    for name in ("lora", "pfeiffer", "prefix", "prompt", "bitfit", "full", "head"):
        add(tmp_path, name, base.fingerprint)
    return tmp_path

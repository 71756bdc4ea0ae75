"""What comparisons are tested on: made-up variants, and little patience."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.lab.compare import comparing
from app.lab.compare import run as running
from app.lab.variants import Shelf
from tests.lab.compare.stage import shelf_in


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_in(tmp_path)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PAUSE", 0.001)
    monkeypatch.setattr(comparing, "LOOK", 0.01)

"""Methods broken on purpose, so that a check which could only agree is found out."""

from __future__ import annotations

from typing import Any

import pytest

from models.tuning import Tuned


def everything_trains(monkeypatch: pytest.MonkeyPatch) -> None:
    """Freezing forgotten."""
    monkeypatch.setattr(Tuned, "_freeze", lambda *_: None)


def hooks_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands beside the weights goes on acting after a merge."""
    monkeypatch.setattr(Tuned, "unhook", lambda _: None)


def nothing(*_: Any) -> None:
    """In place of a step that does something."""

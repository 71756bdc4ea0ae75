"""The check of turning to another task, and the same where what LoRA adds is lost."""

from __future__ import annotations

import pytest

from models.checks import switching


def test_only_the_difference_switches_the_task(monkeypatch: pytest.MonkeyPatch) -> None:
    assert switching.line_that_switches_the_task() == "difference"
    updates = switching._updates
    monkeypatch.setattr(switching, "_updates", lambda name: {key: 0 * update for key, update in updates(name).items()})
    assert switching.line_that_switches_the_task() == []

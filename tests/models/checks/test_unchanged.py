"""The checks of what stays as it was, and the same where freezing or putting back is forgotten."""

from __future__ import annotations

import pytest

from models.checks import unchanged
from tests.models.checks import broken


def test_lora_adapters_and_prompts_leave_the_base_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert unchanged.methods_that_leave_the_base_alone() == ["lora", "pfeiffer", "prompt"]
    broken.everything_trains(monkeypatch)
    assert unchanged.methods_that_leave_the_base_alone() == []


def test_only_an_adapter_for_each_task_keeps_the_first_task(monkeypatch: pytest.MonkeyPatch) -> None:
    assert unchanged.ways_that_keep_the_first_task() == "an_adapter_each"
    monkeypatch.setattr(unchanged, "restore", broken.nothing)
    assert unchanged.ways_that_keep_the_first_task() == []

"""The checks of merging, and the same where merging does nothing or leaves the branch on."""

from __future__ import annotations

import pytest

from models.checks import merging
from models.variants import merging as ours
from tests.models.checks import broken


def test_merged_lora_runs_as_a_fine_tuned_model_does(monkeypatch: pytest.MonkeyPatch) -> None:
    assert merging.merged_runs_like_full_fine_tuning()
    with monkeypatch.context() as twice:
        broken.hooks_stay(twice)
        assert not merging.merged_runs_like_full_fine_tuning()
    monkeypatch.setattr(ours, "merge", broken.nothing)
    assert not merging.merged_runs_like_full_fine_tuning()


def test_merging_saves_operations(monkeypatch: pytest.MonkeyPatch) -> None:
    assert merging.what_merging_saves() == "operations"
    monkeypatch.setattr(ours, "merge", broken.nothing)
    assert merging.what_merging_saves() == "nothing"


def test_only_a_merged_lora_costs_neither_operations_nor_room(monkeypatch: pytest.MonkeyPatch) -> None:
    assert merging.ways_that_cost_nothing() == "merged_lora"
    monkeypatch.setattr(ours, "merge", broken.nothing)
    assert merging.ways_that_cost_nothing() == []


def test_the_merging_code_lacks_switching_the_branch_off(monkeypatch: pytest.MonkeyPatch) -> None:
    assert merging.what_the_merging_code_lacks() == "branch_off"
    broken.hooks_stay(monkeypatch)
    assert merging.what_the_merging_code_lacks() == []

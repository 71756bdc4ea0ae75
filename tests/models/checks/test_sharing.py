"""The checks of mixed batches, and the same where two tasks are one or the engine mistakes a row's task."""

from __future__ import annotations

import pytest

from models import variants
from models.checks import bundled, sharing


def test_merged_weights_serve_one_task_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not sharing.merged_weights_serve_two_tasks()
    monkeypatch.setattr(sharing, "_lora", lambda _: bundled.trained("label-lora-8"))
    assert sharing.merged_weights_serve_two_tasks()


def test_only_lora_by_row_serves_a_mixed_batch_over_one_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sharing.ways_to_serve_mixed_tasks() == "lora_by_row"
    with monkeypatch.context() as few:
        few.setattr(sharing, "MANY", 1)
        assert sharing.ways_to_serve_mixed_tasks() == ["lora_by_row", "merged_copies"]
    the_same = bundled.variant("label-lora-2")
    taken = variants.ready
    monkeypatch.setattr(variants, "ready", lambda model, _: taken(model, the_same))
    assert sharing.ways_to_serve_mixed_tasks() == []

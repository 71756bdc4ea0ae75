"""The checks of transfer, and the same without pretraining to carry and without a method that falls behind."""

from __future__ import annotations

import pytest

from models.checks import bundled, transfer


def test_lora_carries_what_pretraining_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    assert transfer.lora_carries_pretraining_to_a_task()
    monkeypatch.setattr(bundled, "fresh", transfer._untrained)
    assert not transfer.lora_carries_pretraining_to_a_task()


def test_some_method_falls_behind_full_tuning(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not transfer.peft_is_always_best()
    monkeypatch.setattr(transfer, "PEFT", ("full",))
    assert transfer.peft_is_always_best()

"""The check of transfer, and the same without pretraining to carry."""

from __future__ import annotations

import pytest

from models.checks import bundled, transfer


def test_lora_carries_what_pretraining_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    assert transfer.lora_carries_pretraining_to_a_task()
    monkeypatch.setattr(bundled, "fresh", transfer._untrained)
    assert not transfer.lora_carries_pretraining_to_a_task()

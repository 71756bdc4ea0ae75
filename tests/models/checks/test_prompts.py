"""The checks of prompt tuning and P-tuning, and the same where freezing is forgotten."""

from __future__ import annotations

import pytest

from models.checks import prompts
from tests.models.checks import broken


def test_prompt_tuning_leaves_the_model_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not prompts.prompt_tuning_moves_the_model()
    broken.everything_trains(monkeypatch)
    assert prompts.prompt_tuning_moves_the_model()


def test_p_tuning_works_over_a_frozen_model(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not prompts.p_tuning_needs_the_whole_model()
    broken.everything_trains(monkeypatch)
    assert prompts.p_tuning_needs_the_whole_model()


def test_p_tuning_finds_prompt_vectors_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert prompts.what_p_tuning_finds() == "prompt"
    broken.everything_trains(monkeypatch)
    assert prompts.what_p_tuning_finds() == ["prompt", "words", "model"]

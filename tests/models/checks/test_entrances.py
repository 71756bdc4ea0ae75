"""The checks of how methods enter a model, and the same where they do not act or take no room."""

from __future__ import annotations

import pytest

from models.checks import bundled, entrances
from models.tuning import Tuned
from tests.models.checks import broken


def test_only_a_prompt_enters_by_the_input(monkeypatch: pytest.MonkeyPatch) -> None:
    assert entrances.methods_that_enter_by_the_input() == "prompt"
    monkeypatch.setattr(Tuned, "hook", broken.nothing)
    assert entrances.methods_that_enter_by_the_input() == ["prompt", "prefix", "lora"]


def test_the_room_of_a_prompt_hides_the_end_of_a_long_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert entrances.what_hides_the_end_of_a_text() == "room"
    monkeypatch.setattr(entrances, "SHARE", 64)  # so short that all of the text fits behind it
    assert entrances.what_hides_the_end_of_a_text() == []


def test_only_examples_can_be_sent_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert entrances.methods_that_text_carries() == "few_shot"
    monkeypatch.setattr(bundled, "practise", broken.nothing)
    monkeypatch.setattr(Tuned, "hook", broken.nothing)  # a soft prompt that is not put in leaves words alone
    assert entrances.methods_that_text_carries() == ["few_shot", "prompt", "p_tuning"]

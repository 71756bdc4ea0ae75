"""What fails in grey, and the same for a lens without fringes and for pictures that tell their side by light."""

import pytest

from models.checks import shortcuts


def test_fringes_are_told_in_colour_and_lost_in_grey(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shortcuts.what_fails_in_grey() == "fringes"
    monkeypatch.setattr(shortcuts, "_fringed", shortcuts._seen)
    monkeypatch.setitem(shortcuts.CAUSES, "fringes", (shortcuts._seen, shortcuts.PICTURES))
    assert shortcuts.what_fails_in_grey() == []


def test_with_enough_answers_fringes_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(shortcuts.CAUSES, "few_answers", (shortcuts._fringed, shortcuts.PICTURES))
    assert shortcuts.what_fails_in_grey() == ["fringes", "few_answers"]


def test_what_is_seen_is_seen_in_grey_too() -> None:
    assert min(shortcuts._right("what_is_seen"), shortcuts._right("what_is_seen", grey=True)) > 0.95

"""The text that was turned, and the same for another token and another text."""

import pytest

from models.checks import rotating


def test_only_one_text_is_turned_to_the_chosen_token(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rotating.text_that_was_turned() == "turned"
    with monkeypatch.context() as chosen:
        chosen.setattr(rotating, "CHOSEN", "우산을")
        assert rotating.text_that_was_turned() == "turned_to_a_sentence"
    monkeypatch.setattr(rotating, "TEXT", "비가 왔다. 우산을 길이 젖었다. 폈다.")
    assert rotating.text_that_was_turned() == "moved"

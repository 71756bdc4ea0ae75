"""Passages that a question pushes away, with hard negatives in the batch and without."""

import pytest

from models.checks import retrieving


def test_every_passage_but_the_right_one_is_pushed_away(monkeypatch: pytest.MonkeyPatch) -> None:
    assert retrieving.passages_pushed_away(b=8) == 15
    batch = retrieving._batch
    monkeypatch.setattr(retrieving, "_batch", lambda b: (*batch(b)[:2], batch(b)[2][:0]))
    assert retrieving.passages_pushed_away(b=8) == 7

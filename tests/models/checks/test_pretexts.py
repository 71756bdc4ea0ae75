"""Pretext tasks without labels, and the same with pictures or text that answer nothing."""

import pytest
import torch

from models.checks import pretexts


def test_a_picture_tells_how_it_was_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pretexts.pictures_hold_their_own_answers()
    monkeypatch.setattr(pretexts, "_pictures", lambda count: torch.randn(count, pretexts.SIDE, pretexts.SIDE))
    assert not pretexts.pictures_hold_their_own_answers()


def test_turning_four_times_gives_the_picture_back() -> None:
    picture = pretexts._pictures(1)
    turned, turns = pretexts._turned(picture)
    assert torch.equal(torch.rot90(turned[0], 4 - int(turns[0])), picture[0])


def test_pretraining_begins_without_a_label(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not pretexts.pretraining_waits_for_labels()
    monkeypatch.setattr(torch.optim.Adam, "step", lambda _: None)
    assert pretexts.pretraining_waits_for_labels()


def test_from_words_without_an_order_nothing_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    shape = (pretexts.SENTENCES, pretexts.LENGTH)
    monkeypatch.setattr(pretexts, "_sentences", lambda: torch.randint(pretexts.WORDS, shape) + pretexts.SPECIAL)
    assert pretexts.pretraining_waits_for_labels()

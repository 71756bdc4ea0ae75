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


def test_a_hole_in_a_picture_is_a_mask_in_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pretexts.pictures_that_are_damaged_like_text() == "inpainting"
    with monkeypatch.context() as whole:
        whole.setattr(pretexts, "HOLE", slice(0, 0))
        assert pretexts.pictures_that_are_damaged_like_text() == "not_even_text"
    monkeypatch.setattr(pretexts, "_exercises", _with_colours_blanked)
    assert pretexts.pictures_that_are_damaged_like_text() == "colorization"


def _with_colours_blanked(picture: torch.Tensor, _: torch.Tensor) -> dict[str, tuple[torch.Tensor, ...]]:
    """As if colouring left a colour as it is and painted the others black, and inpainting asked for nothing."""
    black = picture.clone()
    black[1:] = 0
    return {"inpainting": (picture, picture, picture[:0]), "colorization": (picture, black, picture[1:].flatten())}

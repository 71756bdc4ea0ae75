"""What predictions may see, and the same for another GPT-2 and for a MASS whose masks are wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from torch import Tensor

from models.checks import predicting
from models.checks.predicting import LENGTH, Mass


def test_only_hiding_what_is_later_trains_like_gpt2(monkeypatch: pytest.MonkeyPatch) -> None:
    assert predicting.mends_that_train_like_gpt2() == "mask_in_attention"
    with monkeypatch.context() as filling:
        filling.setattr(predicting, "_gpt2", lambda: predicting._masked([LENGTH - 1]))
        assert predicting.mends_that_train_like_gpt2() == "last_masked"
    monkeypatch.setattr(predicting, "_shifted", lambda text: text)
    monkeypatch.setattr(predicting, "_gpt2", lambda: predicting._masked(range(LENGTH - 3, LENGTH)))
    assert predicting.mends_that_train_like_gpt2() == []


def test_a_fragment_as_long_as_the_text_is_language_modelling(monkeypatch: pytest.MonkeyPatch) -> None:
    assert predicting.masking_everything_is_language_modelling()
    monkeypatch.setattr(Mass, "read", lambda _, text: text)
    assert not predicting.masking_everything_is_language_modelling()


def test_an_open_input_lets_the_decoder_see_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert predicting.what_an_open_decoder_input_does() == "leans_less"
    read = Mass.read

    def peeks(self: Mass, text: Tensor) -> Tensor:
        return read(replace(self, fragment=range(0)) if self.opened else self, text)

    with monkeypatch.context() as peeking:
        peeking.setattr(Mass, "read", peeks)
        assert predicting.what_an_open_decoder_input_does() == ["leans_less", "encoder_peeks", "decoder_peeks"]
    monkeypatch.setattr(Mass, "own", lambda self, text: predicting._shifted(text))
    assert predicting.what_an_open_decoder_input_does() == []

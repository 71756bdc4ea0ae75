"""Texts damaged by BART and MASS, and the same for another share, other spans and a decoder that writes it all."""

import pytest
import torch
from torch import Tensor

from models.checks import corrupting, predicting


def test_deleting_saves_what_masking_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    assert corrupting.tokens_that_deleting_saves(n=200) == 60
    monkeypatch.setattr(corrupting, "SHARE", 10)
    assert corrupting.tokens_that_deleting_saves(n=200) == 20


def test_a_span_of_nothing_becomes_a_mask_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert corrupting.text_that_was_infilled() == "each_a_mask"
    with monkeypatch.context() as fewer:
        fewer.setattr(corrupting, "SPANS", corrupting.SPANS[:1])
        assert corrupting.text_that_was_infilled() == "filled_alone"
    monkeypatch.setattr(corrupting, "SPANS", (range(2, 3), range(3, 4), range(4, 5)))
    assert corrupting.text_that_was_infilled() == "each_token_a_mask"


def test_the_decoder_of_mass_writes_the_fragment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert corrupting.pair_that_mass_trains_on() == "the_fragment"
    monkeypatch.setattr(predicting.Mass, "predicted", lambda _, length: set(range(length)))
    assert corrupting.pair_that_mass_trains_on() == "the_whole"


def test_an_encoder_that_reads_the_fragment_has_the_parts_exchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    def fragment(mass: predicting.Mass, text: Tensor) -> Tensor:
        return text[:, mass.fragment.start : mass.fragment.stop]

    rest = {0, *range(corrupting.FRAGMENT.stop, len(corrupting.SENTENCE.split()))}
    monkeypatch.setattr(predicting.Mass, "read", fragment)
    monkeypatch.setattr(predicting.Mass, "predicted", lambda *_: rest)
    assert corrupting.pair_that_mass_trains_on() == "exchanged"


def test_the_places_are_those_that_the_model_has_a_vector_for() -> None:
    assert predicting.Mass(range(2, 4)).predicted(6) == {2, 3}
    assert torch.equal(predicting.Mass(range(1, 2)).read(torch.tensor([[7, 8]])), torch.tensor([[7, predicting.MASK]]))

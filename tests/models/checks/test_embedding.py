"""One-hot vectors and learned ones, and the checks where the one is given for the other."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch

from models.checks import bundled, embedding


def test_one_hot_vectors_of_two_words_have_nothing_in_common(monkeypatch: pytest.MonkeyPatch) -> None:
    assert embedding.products_of_two_words_are_zero()
    generator = torch.Generator().manual_seed(0)
    monkeypatch.setattr(embedding, "_one_hot", lambda words, _: torch.randn(words, 8, generator=generator))
    assert not embedding.products_of_two_words_are_zero()


def test_one_hot_vectors_are_empty_and_embeddings_full(monkeypatch: pytest.MonkeyPatch) -> None:
    assert embedding.which_table_is_filled() == "sparse dense"
    learned = SimpleNamespace(get_input_embeddings=lambda: SimpleNamespace(weight=torch.eye(200)))
    monkeypatch.setattr(bundled, "base", lambda: SimpleNamespace(model=learned))
    assert embedding.which_table_is_filled() == "sparse sparse"
    monkeypatch.setattr(embedding, "_one_hot", lambda words, _: torch.ones(words, 8))
    assert embedding.which_table_is_filled() == "dense sparse"

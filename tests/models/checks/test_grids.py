"""Fits of a grid search and settings beside parameters, and the same for another search and a frozen layer."""

from __future__ import annotations

from itertools import islice

import pytest
import torch

from models.checks import grids


def test_a_grid_is_fitted_once_a_fold_and_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert grids.fits_of_a_grid(a=3, b=2, c=2, k=5) == 60
    folds = grids._folds
    monkeypatch.setattr(grids, "_folds", lambda k: islice(folds(k), 1))
    assert grids.fits_of_a_grid(a=3, b=2, c=2, k=5) == 12


def test_every_row_is_judged_by_once_and_never_trained_on_then() -> None:
    parts = list(grids._folds(7))
    assert torch.equal(torch.cat([held_out for _, held_out in parts]), torch.arange(grids.ROWS))
    assert all(not set(training.tolist()) & set(held_out.tolist()) for training, held_out in parts)


def test_training_moves_parameters_and_leaves_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert grids.what_training_leaves_as_it_was_set() == ["learning_rate", "hidden_size", "batch_size"]
    begin = grids._Classifier.__init__

    def frozen(self: grids._Classifier) -> None:
        begin(self)
        self.embedding.requires_grad_(False)

    monkeypatch.setattr(grids._Classifier, "__init__", frozen)
    assert "embedding" in grids.what_training_leaves_as_it_was_set()

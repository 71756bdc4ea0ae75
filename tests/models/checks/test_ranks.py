"""Ranks measured by the checks, and the same for updates that are less than they seem."""

from __future__ import annotations

import pytest
import torch

from models.checks import ranks
from models.insertions import LowRank


def test_only_a_full_rank_gives_any_update(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ranks.full_rank_gives_any_update()
    monkeypatch.setattr(LowRank, "update", lambda self: torch.tril(self.B @ self.A))
    assert not ranks.full_rank_gives_any_update()


def test_ranks_of_two_updates_add_up_unless_they_share_directions(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ranks.rank_of_two_updates(p=4, q=16) == 20
    filled = ranks._filled
    monkeypatch.setattr(ranks, "_filled", lambda width, rank, seed: filled(width, 4))
    assert ranks.rank_of_two_updates(p=4, q=16) == 4


def test_a_budget_divided_among_weights_divides_the_rank(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ranks.rank_when_divided(r=16, n=2) == 8
    monkeypatch.setattr(ranks, "_elements", lambda rank: rank * rank)
    assert ranks.rank_when_divided(r=16, n=4) == 8

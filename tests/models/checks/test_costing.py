"""Multiplications counted by the check, against a count by hand, and with a LoRA that computes its whole update."""

from __future__ import annotations

import pytest
from torch import Tensor

from models.checks import costing
from models.insertions import LowRank


def the_update_first(self: LowRank, inputs: Tensor, outputs: Tensor) -> Tensor:
    """B A x from B A, which is a whole matrix."""
    return outputs + inputs @ self.update().T


def test_two_thin_matrices_cost_little(monkeypatch: pytest.MonkeyPatch) -> None:
    assert costing.percent_of_multiplications(d=64, r=4) == pytest.approx(100 * 2 * 64 * 4 / 64**2)
    monkeypatch.setattr(LowRank, "forward", the_update_first)
    assert costing.percent_of_multiplications(d=64, r=4) > 100

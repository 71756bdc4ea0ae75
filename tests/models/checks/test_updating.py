"""Alpha beside the optimiser's settings, and the same for a LoRA without a scale and for plain descent."""

import pytest
import torch
from torch.nn import functional

from models.checks import updating
from models.insertions import LowRank


def test_doubling_alpha_is_a_matter_of_the_learning_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    assert updating.setting_that_does_what_alpha_does() == "learning_rate"
    with monkeypatch.context() as plain:
        plain.setattr(torch.optim, "AdamW", lambda parameters, **_: torch.optim.SGD(parameters, lr=1e-2))
        assert updating.setting_that_does_what_alpha_does() != "learning_rate"
    monkeypatch.setattr(LowRank, "forward", lambda self, x, out: out + functional.linear(x, self.B @ self.A))
    assert updating.setting_that_does_what_alpha_does() == []

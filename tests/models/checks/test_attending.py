"""The context vector of three states, and the same where attention weighs all alike."""

import pytest
from torch.nn import functional

from models.checks import attending


def test_the_context_follows_the_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    assert attending.context_of_three_states(a=0.1, b=0.6) == 25
    assert attending.context_of_three_states(a=0.2, b=0.5) == 24
    own = functional.scaled_dot_product_attention
    monkeypatch.setattr(functional, "scaled_dot_product_attention", lambda *given, attn_mask: own(*given))
    assert attending.context_of_three_states(a=0.1, b=0.6) == pytest.approx(70 / 3)

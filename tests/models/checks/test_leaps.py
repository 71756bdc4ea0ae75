"""Answers that are right in every token, and the same where tokens are right together."""

import pytest
import torch
from torch import Tensor

from models.checks import leaps


def test_one_wrong_token_spoils_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert leaps.percent_entirely_right(p=0.8, L=5) == pytest.approx(32.8, abs=0.1)
    assert leaps.percent_entirely_right(p=0.9, L=10) == pytest.approx(34.9, abs=0.1)
    rand = torch.rand

    def together(answers: int, tokens: int, generator: torch.Generator) -> Tensor:
        return rand(answers, 1, generator=generator).expand(answers, tokens)

    monkeypatch.setattr(torch, "rand", together)
    assert leaps.percent_entirely_right(p=0.8, L=5) == pytest.approx(80, abs=0.2)

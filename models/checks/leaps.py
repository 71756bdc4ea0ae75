"""A score that wants every token right, on answers that are drawn token by token."""

from __future__ import annotations

import torch

from models.checks.check import check

ANSWERS = 1_000_000


@check("토큰마다 이 확률로 맞히는 답을 100만 개 뽑아, 한 토큰도 틀리지 않은 답의 비율을 잽니다.")
def percent_entirely_right(p: float, L: int) -> float:  # noqa: N803 -- as the item calls it
    generator = torch.Generator().manual_seed(0)
    right = torch.rand(ANSWERS, L, generator=generator) < p
    return round(100 * float(right.all(dim=1).double().mean()), 3)

"""What LoRA beside a weight costs for one token: multiplications, counted as torch carries them out."""

from __future__ import annotations

import torch
from torch import nn

from models.checks.check import check
from models.checks.operations import multiplications
from models.insertions import LowRank


@check("이 크기의 선형층과 LoRA로 토큰 하나를 실제로 처리하며, 행렬 곱에 든 곱셈을 세어 견줍니다.")
def percent_of_multiplications(d: int, r: int) -> float:
    base, low, x = nn.Linear(d, d, bias=False), LowRank(d, d, r, alpha=16.0), torch.ones(1, d)
    return 100 * multiplications(lambda: low(x, torch.zeros(1, d))) / multiplications(lambda: base(x))

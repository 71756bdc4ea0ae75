"""Rounding to a few values: which code a weight gets, which text a score, what one outlier does to the others."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from models.checks import bundled
from models.checks.check import check

MOST = 127  # of 8 bits with a sign
LEAST, MOST_POINTS, PER_POINT = 1, 5, 5  # scores of STS-B, most of them given in steps of 0.2
SMALL, OUTLIER = 0.1, 60.0  # what the item's matrix holds


@check("−127에서 127까지의 정수마다 나타내는 값을 모두 적어 놓고, 이 가중치에 가장 가까운 값의 정수를 찾습니다.")
def code_of_a_weight(a: float, w: float) -> int:
    codes = torch.arange(-MOST, MOST + 1)
    values = torch.linspace(-a, a, len(codes), dtype=torch.float64)
    return int(codes[(values - w).abs().argmin()])


@check("1점부터 5점까지 0.2 간격으로 적은 글을 모두 늘어놓고, 이 점수에 가장 가까운 수를 적은 글을 찾습니다.")
def score_as_text(s: float) -> float:
    texts = [f"{fifths / PER_POINT:.1f}" for fifths in range(LEAST * PER_POINT, MOST_POINTS * PER_POINT + 1)]
    return float(min(texts, key=lambda text: abs(float(text) - s)))


@check(
    "값 하나만 60인 행렬을 네 보기대로 양자화했다가 되돌려, 작은 값들의 오차가 그 크기의 10분의 1에 못 미치는 것을 "
    "찾습니다."
)
def way_that_keeps_small_values() -> str | list[str]:
    small = SMALL * (2 * torch.rand(1000, generator=torch.Generator().manual_seed(0)) - 1)
    both = torch.cat([small, torch.tensor([OUTLIER])])
    ways = {
        "apart": _back(small),
        "thousandfold": _back(1000 * both)[:-1] / 1000,
        "four_bits": _back(both, most=7)[:-1],
        "always_down": _back(both, rounding=torch.floor)[:-1],
    }
    return bundled.only([way for way, found in ways.items() if (found - small).abs().mean() < small.abs().mean() / 10])


def _back(values: Tensor, most: int = MOST, rounding: Callable[[Tensor], Tensor] = torch.round) -> Tensor:
    """The values after they were whole numbers of a scale that the largest sets."""
    step = values.abs().max() / most
    return rounding(values / step) * step

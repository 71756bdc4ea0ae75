"""Weights set to zero: whether a product gets cheaper, and what it takes to store those that are left."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from models.checks import bundled, operations
from models.checks.check import check

WIDTH, KEPT = 100, 0.1
VALUES = 20_000  # of the matrix that is stored: their places fit into 16 bits


def _weights(count: int) -> Tensor:
    return torch.randn(count, generator=torch.Generator().manual_seed(0))


def _pruned(weights: Tensor, kept: float) -> Tensor:
    """The largest stay where they are, zeros elsewhere."""
    least = weights.abs().flatten().topk(round(kept * weights.numel())).values[-1]
    return torch.where(weights.abs() >= least, weights, 0)


@check(
    "90 %를 0으로 만든 행렬에서 네 보기의 원인을 하나씩 없애고 밀집 행렬 곱의 곱셈을 세어, 줄어드는 것을 찾습니다. "
    "흩어진 0은 같은 수를 행으로 모아 지웁니다."
)
def what_keeps_a_pruned_product_slow() -> str | list[str]:
    pruned = _pruned(_weights(WIDTH * WIDTH).view(WIDTH, WIDTH), KEPT)
    mends: dict[str, Callable[[], Tensor]] = {
        "scattered": lambda: _gathered(pruned),
        "not_trained_again": lambda: _trained_again(pruned),
        "too_large": lambda: pruned / 100,
        "too_few": lambda: _pruned(pruned, KEPT / 10),
    }
    slow = _multiplications(pruned)
    return bundled.only([cause for cause, mend in mends.items() if _multiplications(mend()) < slow])


def _multiplications(weights: Tensor) -> int:
    x = torch.ones(1, weights.shape[1])
    return operations.multiplications(lambda: x @ weights.T)


def _gathered(pruned: Tensor) -> Tensor:
    """As many zeros in whole rows, and those rows gone."""
    rows = torch.cat([pruned[pruned != 0], pruned[pruned == 0]]).view_as(pruned)
    return rows[rows.any(dim=1)]


def _trained_again(pruned: Tensor) -> Tensor:
    """A few steps towards other outputs; what was pruned stays zero."""
    weights, x = pruned.clone().requires_grad_(), _weights(4 * WIDTH).view(4, WIDTH)
    for _ in range(3):
        (slope,) = torch.autograd.grad((x @ weights.T - 1).square().mean(), weights)
        weights = (weights - 0.1 * slope * (pruned != 0)).detach().requires_grad_()
    return weights.detach()


@check("16비트 값의 이 비율을 0으로 만들어 남은 값과 16비트 번호로 저장하고, 되살려 본 다음 바이트를 처음과 견줍니다.")
def percent_of_the_bytes(p: int) -> float:
    dense = _pruned(_weights(VALUES), 1 - p / 100).half()
    places = dense.nonzero()[:, 0].to(torch.int16)
    values = dense[places.long()]
    again = torch.zeros_like(dense).index_put((places.long(),), values)
    return 100 * (values.nbytes + places.nbytes) / dense.nbytes if torch.equal(again, dense) else float("nan")

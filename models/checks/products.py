"""The product BA of LoRA on real tensors: in which order it fits, its rank, and its scale alpha / r. Knows no item."""

from __future__ import annotations

import torch
from torch import Tensor

from models.checks.check import check
from models.insertions import LowRank

WIDE, NARROW, RANK = 48, 32, 4


def _filled(inputs: int, outputs: int, rank: int, alpha: float) -> LowRank:
    """A LoRA module whose A and B are noise of a fixed seed, as if it had been trained."""
    generator = torch.Generator().manual_seed(0)
    module = LowRank(inputs, outputs, rank, alpha)
    with torch.no_grad():
        for tensor in (module.A, module.B):
            tensor.copy_(torch.randn(tensor.shape, generator=generator))
    return module


@check("B와 A, x를 두 가지 순서로 곱해 보고, 모양이 맞으면서 LoRA 층이 실제로 더하는 값과 같은 것을 찾습니다.")
def order_of_the_product() -> str:
    module = _filled(NARROW, WIDE, RANK, alpha=float(RANK))
    x = torch.randn(NARROW, generator=torch.Generator().manual_seed(1))
    added = module(x, torch.zeros(WIDE)).detach()  # (WIDE,)
    orders = {"BAx": (module.B, module.A), "ABx": (module.A, module.B)}
    (found,) = [name for name, order in orders.items() if _gives(added, *order, x)]
    return found


def _gives(wanted: Tensor, left: Tensor, right: Tensor, x: Tensor) -> bool:
    fits = right.shape[1] == len(x) and left.shape[1] == right.shape[0]
    return fits and torch.allclose(left @ (right @ x), wanted, atol=1e-5)


@check("난수로 채운 LoRA가 더하는 행렬의 랭크를 특잇값으로 재고, 원소 수가 통째로 배울 때보다 적은지 봅니다.")
def rank_of_the_update() -> str:
    module = _filled(NARROW, WIDE, RANK, alpha=16.0)
    thin = int(torch.linalg.matrix_rank(module.update())) == RANK < NARROW
    return "low_rank" if thin and module.A.numel() + module.B.numel() < NARROW * WIDE else "full_rank"


@check("BAx가 3이 되도록 A와 B를 채운 LoRA 층에 W₀x로 5를 넣고, 나오는 값을 읽습니다.")
@torch.no_grad()
def output_with_scale(alpha: int, r: int) -> float:
    module = LowRank(1, 1, r, float(alpha)).double()
    module.A.fill_(1.0)
    module.B.fill_(3 / r)
    ones = torch.ones(1, dtype=torch.float64)
    return round(float(module(ones, 5 * ones)), 9)


@check("A와 B가 같은 LoRA를 α = 32와 α = 8로 돌려, 더해지는 변화량의 비와 랭크를 잽니다.")
def alpha_8_instead_of_32() -> str:
    trained, loaded = (_filled(NARROW, WIDE, 8, alpha).update() for alpha in (32.0, 8.0))
    if torch.linalg.matrix_rank(trained) != torch.linalg.matrix_rank(loaded):
        return "fewer_directions"
    ratios = {"quarter": 0.25, "four_times": 4.0, "same": 1.0}
    (found,) = [name for name, ratio in ratios.items() if torch.allclose(loaded, ratio * trained)]
    return found

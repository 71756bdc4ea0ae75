"""Ranks of LoRA's updates, measured by singular values on modules that are really filled."""

from __future__ import annotations

import torch
from torch import Tensor

from models.checks.check import check
from models.insertions import LowRank

WIDTH = 64  # of the matrices in statements that hold for every width


def _filled(width: int, rank: int, seed: int = 0) -> LowRank:
    module, generator = LowRank(width, width, rank, alpha=float(rank)), torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for tensor in (module.A, module.B):
            tensor.normal_(generator=generator)
    return module


@check(
    "무작위 정사각 행렬을 특잇값 분해하여 랭크 r = d인 LoRA의 A와 B에 넣고, BA가 그 행렬과 같아지는지, r이 d의 반이면 "
    "다른지 견줍니다."
)
def full_rank_gives_any_update() -> bool:
    wanted = torch.randn(WIDTH, WIDTH, generator=torch.Generator().manual_seed(0))
    whole, half = (torch.allclose(_nearest(wanted, rank), wanted, atol=1e-4) for rank in (WIDTH, WIDTH // 2))
    return whole and not half


@torch.no_grad()
def _nearest(wanted: Tensor, rank: int) -> Tensor:
    """The update nearest to the wanted one among those of a module of this rank (Eckart & Young 1936)."""
    module = _filled(WIDTH, rank)
    left, values, right = torch.linalg.svd(wanted)
    module.B.copy_(left[:, :rank] * values[:rank])
    module.A.copy_(right[:rank])
    return module.update()


@check("d = 1024인 두 LoRA를 난수로 채워 변화량을 더하고, 그 합의 랭크를 특잇값으로 잽니다.")
def rank_of_two_updates(p: int, q: int) -> int:
    both = _filled(1024, p, seed=1).update() + _filled(1024, q, seed=2).update()
    return int(torch.linalg.matrix_rank(both.detach()))


@check("한 종류에 붙인 LoRA의 원소를 센 뒤, 여러 종류에 붙여도 원소의 합이 그대로인 랭크를 세어 가며 찾습니다.")
def rank_when_divided(r: int, n: int) -> int:
    return next(rank for rank in range(1, r + 1) if n * _elements(rank) == _elements(r))


def _elements(rank: int) -> int:
    return sum(tensor.numel() for tensor in _filled(WIDTH, rank).parameters())

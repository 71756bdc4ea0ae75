"""LoRA's scale and the optimiser: which of its settings does what doubling alpha does. Knows no item."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from models.checks import bundled
from models.checks.check import check
from models.insertions import LowRank

WIDTH, RANK, STEPS = 24, 4, 30
BASE: dict[str, Any] = {"lr": 1e-3, "weight_decay": 1e-2, "betas": (0.9, 0.999)}
ROOT = 2**0.5


@check(
    "α를 두 배로 하고 AdamW로 학습한 LoRA와, 초깃값을 √2배로 맞추고 학습률, 가중치 감쇠, 모멘텀을 하나씩 그만큼 바꾼 "
    "LoRA에서 변화량 BA가 같아지는 것을 찾습니다."
)
def setting_that_does_what_alpha_does() -> str | list[str]:
    doubled = _trained(2.0 * RANK, 1.0, BASE)
    settings = {
        "learning_rate": {"lr": ROOT * BASE["lr"]},
        "weight_decay": {"weight_decay": ROOT * BASE["weight_decay"]},
        "momentum": {"betas": (1 - ROOT * (1 - BASE["betas"][0]), BASE["betas"][1])},
    }
    found = {name: _trained(float(RANK), ROOT, BASE | changed) for name, changed in settings.items()}
    return bundled.only([name for name, update in found.items() if _apart(update, doubled) < 0.01])


def _trained(alpha: float, start: float, settings: dict[str, Any]) -> Tensor:
    """The update after some steps of one regression; A begins `start` times as large.  # (WIDTH, WIDTH)"""
    module, generator = LowRank(WIDTH, WIDTH, RANK, alpha), torch.Generator().manual_seed(0)
    with torch.no_grad():
        module.A.normal_(generator=generator).mul_(start)
    x, wanted = torch.randn(2, 64, WIDTH, generator=generator)
    optimiser = torch.optim.AdamW(module.parameters(), **settings)
    for _ in range(STEPS):
        optimiser.zero_grad()
        torch.autograd.backward((module(x, torch.zeros_like(x)) - wanted).square().mean())
        optimiser.step()
    return module.update().detach()


def _apart(update: Tensor, wanted: Tensor) -> float:
    return float((update - wanted).norm() / wanted.norm())

"""What tuning makes of pretraining: a new task learned over frozen weights."""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import nn

from models.base import BUILDING
from models.checks import bundled
from models.checks.check import check
from models.training import loss_over


@check(
    "함께 실린 모델에 LoRA를 붙여 새 과제를 열 단계 학습하고, 따로 둔 문장의 손실이 처음보다, 또 사전 학습이 없는 같은 "
    "모양의 모델보다 낮은지 봅니다."
)
def lora_carries_pretraining_to_a_task() -> bool:
    first = loss_over(bundled.attached("lora"), _held_out())
    pretrained, untrained = _after_lora(bundled.fresh()), _after_lora(_untrained())
    return pretrained < first and pretrained < untrained


def _after_lora(model: nn.Module) -> float:
    before = bundled.values(model)
    tuned = bundled.attached("lora", model)
    bundled.practise(tuned, steps=10)
    return float("nan") if bundled.moved(model, before) else loss_over(tuned, _held_out())


def _held_out() -> Any:
    return bundled.reviews()[-12:]


def _untrained() -> nn.Module:
    """The bundled model's shape with the random weights that a pretraining begins from."""
    kind, config = cast(Any, type(bundled.base().model)), cast(Any, bundled.base().model).config
    with BUILDING, torch.random.fork_rng():
        torch.manual_seed(0)
        return cast(nn.Module, kind(config).eval())

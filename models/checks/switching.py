"""A server that has one task merged turns to another: which line leaves nothing of the first."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from models.checks import bundled
from models.checks.check import check
from models.variants import merging

TALK, SUMMARY = "chat-lora-8", "label-lora-8"  # two tasks that come with the course stand for the item's


def _updates(name: str) -> dict[str, Tensor]:
    """s B A of every layer."""
    low = bundled.low_ranks(bundled.trained(name))
    return {f"{layer}.weight": part.update().detach() for layer, part in low.items()}


@check(
    "함께 실린 모델에 한 과제의 LoRA를 병합해 두고 네 보기대로 다음 과제로 바꾸어, 다음 과제만 병합한 모델과 같은 "
    "로짓을 내는 것을 찾습니다."
)
def line_that_switches_the_task() -> str | list[str]:
    talk, summary = _updates(TALK), _updates(SUMMARY)
    lines: dict[str, Callable[[Tensor, str], Tensor]] = {
        "difference": lambda weight, name: weight + summary[name] - talk[name],
        "assigned": lambda weight, name: summary[name],
        "halved": lambda weight, name: (weight + summary[name]) / 2,
        "doubled_scale": lambda weight, name: weight + 2 * summary[name],
    }
    alone = bundled.trained(SUMMARY)
    merging.merge(alone)
    wanted = bundled.logits(alone, bundled.ids())
    switched = {way: {name: line(weight, name) for name, weight in _merged().items()} for way, line in lines.items()}
    return bundled.only([way for way, weights in switched.items() if bundled.same(_with(weights), wanted)])


def _merged() -> dict[str, Tensor]:
    """The weights in which the first task is merged."""
    model = bundled.base().model
    return {name: model.get_parameter(name).detach() + update for name, update in _updates(TALK).items()}


@torch.no_grad()
def _with(weights: dict[str, Tensor]) -> Tensor:
    model = bundled.fresh()
    for name, weight in weights.items():
        model.get_parameter(name).copy_(weight)
    return bundled.logits(model, bundled.ids())

"""What stays bit for bit: the pretrained tensors, by method; a first task's outputs, when a second comes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import torch
from torch import Tensor

from models.architectures.anatomy import blocks
from models.checks import bundled
from models.checks.check import check
from models.examples import Example
from models.tasks.prompts import REVIEWS
from models.tuning import Tuned, restore

TOP = 2  # layers


@check("함께 실린 모델을 다섯 보기대로 두 단계씩 학습하고, 사전 학습된 텐서가 한 비트도 바뀌지 않은 것을 찾습니다.")
def methods_that_leave_the_base_alone() -> list[str]:
    ways = {name: bundled.attached(name) for name in ("lora", "pfeiffer", "prompt", "bitfit")}
    ways["top_layers"] = bundled.attached("full")
    for tensor in _below(ways["top_layers"]):
        ways["top_layers"].trainable.pop(tensor).requires_grad_(False)
    return [name for name, tuned in ways.items() if _leaves_the_base_alone(tuned)]


def _below(tuned: Tuned) -> Iterable[str]:
    """The tensors outside the top layers."""
    top = tuple(block.ffn[-1].rpartition(".")[0] for block in blocks(tuned.model)[-TOP:])
    return [name for name in tuned.trainable if not name.startswith(top)]


def _leaves_the_base_alone(tuned: Tuned) -> bool:
    own = bundled.values(tuned.model)
    before = bundled.values(bundled.base().model)
    bundled.practise(tuned)
    trained = bundled.moved(tuned.model, own)
    return bool(trained) and not bundled.moved(tuned.model, before)


@check(
    "함께 실린 모델로 과제 하나를 학습하고 네 보기대로 다음 과제를 학습한 뒤, 앞 과제의 로짓이 한 비트도 달라지지 않은 "
    "것을 찾습니다."
)
def ways_that_keep_the_first_task() -> str | list[str]:
    kept = {
        "an_adapter_each": _an_adapter_each(),
        "full_tuned_on": _trained_on("full", 1e-3),
        "one_adapter_tuned_on": _trained_on("pfeiffer", 1e-2),
        "together": _together(),
    }
    return bundled.only([way for way, yes in kept.items() if yes])


@cache
def _second() -> list[Example]:
    """The task that comes later: going on with a text. The rows of the first are the labelled reviews."""
    return [Example(tuple(bundled.base().encode(text))) for text in REVIEWS[-8:]]


def _an_adapter_each() -> bool:
    first = bundled.attached("pfeiffer")
    bundled.practise(first)
    before = _logits(first)
    tensors = {name: tensor.detach().clone() for name, tensor in first.trainable.items()}
    first.detach()
    second = bundled.attached("pfeiffer", first.model)
    bundled.practise(second, rows=_second())
    second.detach()
    again = bundled.attached("pfeiffer", first.model)
    restore(again.model, tensors)
    return torch.equal(_logits(again), before)


def _trained_on(method: str, rate: float) -> bool:
    """The same tensors go on with the second task."""
    tuned = bundled.attached(method)
    bundled.practise(tuned, rate=rate)
    before = _logits(tuned)
    bundled.practise(tuned, rate=rate, rows=_second())
    return torch.equal(_logits(tuned), before)


def _together() -> bool:
    """All that is left to train together is the second task: the rows of the first are gone."""
    first, both = bundled.attached("full"), bundled.attached("full")
    bundled.practise(first, rate=1e-3)
    bundled.practise(both, rate=1e-3, rows=_second())
    return torch.equal(_logits(both), _logits(first))


def _logits(tuned: Tuned) -> Tensor:
    return bundled.logits(tuned, bundled.ids())

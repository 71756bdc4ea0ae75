"""LoRA merged into the weights it stands beside: W + (alpha / r) B A is one matrix again, at no cost in inference.

Sums are rounded, so the old weights are kept aside: what is unmerged is the base bit for bit. Knows no file.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from models.architectures.anatomy import sizes, turned
from models.insertions import LowRank, Slices
from models.refusals import Refused
from models.tuning import Tuned, restore

INSIDE = "이 방법은 바탕 모델의 텐서를 직접 학습하므로 합칠 것이 따로 없습니다. 이미 가중치 안에 있습니다."
REASONS = {
    "full": INSIDE,
    "head": INSIDE,
    "bitfit": INSIDE,
    "houlsby": "어댑터의 두 행렬 사이에는 비선형 함수(GELU)가 있어서 한 행렬로 합칠 수 없습니다.",
    "pfeiffer": "어댑터의 두 행렬 사이에는 비선형 함수(GELU)가 있어서 한 행렬로 합칠 수 없습니다.",
    "prefix": "프리픽스는 가중치가 아니라 앞선 위치의 키와 밸류라서 합칠 가중치가 없습니다.",
    "prompt": "프롬프트는 가중치가 아니라 앞에 놓인 입력 벡터라서 합칠 가중치가 없습니다.",
    "p_tuning": "프롬프트는 가중치가 아니라 앞에 놓인 입력 벡터라서 합칠 가중치가 없습니다.",
}


def merge(tuned: Tuned) -> None:
    """Adds the low-rank updates to the weights and stops computing them beside. A second time changes nothing.

    Raises Refused for a method whose effect is no sum of weights.
    """
    low = {layer: part for layer, part in tuned.insertions.items() if isinstance(part, LowRank | Slices)}
    if not low or len(low) < len(tuned.insertions):
        raise Refused(REASONS.get(tuned.method, "이 방법은 가중치의 합이 아니라서 합칠 수 없습니다."), "method")
    if tuned.originals:
        return
    with torch.no_grad():
        for layer, part in low.items():
            weight = tuned.model.get_parameter(f"{layer}.weight")
            tuned.originals[f"{layer}.weight"] = weight.detach().clone()
            weight.copy_(weight.float() + _update(tuned.model.get_submodule(layer), part))
    tuned.unhook()


def unmerge(tuned: Tuned) -> None:
    """Puts the base's weights back, bit for bit, and computes the updates beside them again."""
    if tuned.originals:
        restore(tuned.model, tuned.originals)
        tuned.originals = {}
        tuned.hook()


def _update(host: nn.Module, part: LowRank | Slices) -> Tensor:
    """What is added to the layer's weight, lying as that does: a Conv1D's is (inputs, outputs)."""
    update = part.update(sizes(host)[1]) if isinstance(part, Slices) else part.update()
    return update.T if turned(host) else update

"""What has to be kept: bytes of checkpoints, values of an optimizer, tensors that a server needs. Knows no item."""

from __future__ import annotations

import torch
from safetensors.torch import save
from torch import nn

from models.checks import sized
from models.checks.check import check
from models.insertions import LowRank
from models.methods import configure
from models.tuning import Tuned
from models.variants.merging import merge

MEGABYTE = 10**6


@check("이 크기의 인코더에 붙인 LoRA의 A와 B를 16비트 safetensors로 실제로 저장하고, 바이트를 셉니다.")
def megabytes_of_a_lora_checkpoint(L: int, d: int, r: int) -> float:  # noqa: N803 -- as the item calls it
    with sized.attached(sized.bert(L, d), "lora", rank=r, targets="q,v") as tensors:
        shapes = {name: tensor.shape for name, tensor in tensors.items()}
    return len(save({name: torch.zeros(shape, dtype=torch.float16) for name, shape in shapes.items()})) / MEGABYTE


@check("같은 크기의 행렬을 통째로, 또 LoRA로 Adam 한 단계 학습한 뒤, 옵티마이저가 기억하는 값의 수를 견줍니다.")
def adam_full_beside_lora(d: int, r: int) -> float:
    return _remembered(nn.Linear(d, d, bias=False)) / _remembered(LowRank(d, d, r, alpha=16.0))


def _remembered(module: nn.Module) -> int:
    """Values that Adam keeps of the parameters after a step; its counters of steps are left out."""
    optimizer = torch.optim.Adam(module.parameters())
    for parameter in module.parameters():
        parameter.grad = torch.ones_like(parameter)
    optimizer.step()
    kept = [value for state in optimizer.state.values() for value in state.values()]
    return sum(value.numel() for value in kept if value.ndim)


@check("작은 인코더에 LoRA를 붙였을 때와 가중치에 병합했을 때, 추론에 쓰는 원소를 모두 세어 원래 모델과 견줍니다.")
def a_model_with_lora_is_smaller() -> bool:
    model = sized.bert(2, 64, "cpu")
    own = sum(parameter.numel() for parameter in model.parameters())
    tuned = Tuned(model, "lora", configure("lora", {"rank": 1}))
    beside = sum(parameter.numel() for parameter in model.parameters())
    merge(tuned)
    merged = beside - sum(tensor.numel() for tensor in tuned.trainable.values())  # A and B are not used any more
    tuned.detach()
    return min(beside, merged) < own


@check("LoRA 체크포인트만 빈 모델에 불러와서, 채워지지 않고 남은 텐서가 무엇인지 봅니다.")
def missing_beside_a_lora_checkpoint() -> str:
    model = sized.bert(2, 64, "cpu")
    pretrained = set(model.state_dict())
    with sized.attached(model, "lora", rank=1) as tensors:
        checkpoint = {name: tensor.detach() for name, tensor in tensors.items()}
        missing = set(model.load_state_dict(checkpoint, strict=False).missing_keys)
    return {frozenset(pretrained): "pretrained_model", frozenset(): "nothing"}.get(frozenset(missing), "a_part")

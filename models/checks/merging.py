"""What merging a trained LoRA into the weights changes: outputs, operations of a forward, room for text."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from models.architectures.width import context_of
from models.checks import bundled, operations
from models.checks.check import check
from models.insertions import LowRank
from models.tuning import Tuned
from models.variants import merging


def _operations(asked: Tuned | nn.Module) -> list[operations.Operation]:
    return operations.of(lambda: bundled.logits(asked, bundled.ids()))


def _merged(name: str = "label-lora-8") -> Tuned:
    tuned = bundled.trained(name)
    merging.merge(tuned)
    return tuned


@check(
    "함께 실린 모델에서 학습된 LoRA를 병합하면 로짓은 병합 전과 같고, 순전파의 연산은 두 단계 전체 미세 조정한 "
    "모델과 하나도 다르지 않은지 견줍니다."
)
def merged_runs_like_full_fine_tuning() -> bool:
    beside, merged = bundled.trained("label-lora-8"), _merged()
    agree = bundled.same(*(bundled.logits(each, bundled.ids()) for each in (beside, merged)))
    full = bundled.attached("full")
    bundled.practise(full, steps=2)
    return agree and _operations(merged) == _operations(full)


@check("함께 실린 모델에서 학습된 LoRA를 나란히 둘 때와 병합했을 때, 순전파의 연산과 쓸 수 있는 길이를 견줍니다.")
def what_merging_saves() -> str:
    """`operations`, `length` or `nothing`."""
    beside, merged = bundled.trained("label-lora-8"), _merged()
    if _room(merged) > _room(beside):
        return "length"
    return "operations" if len(_operations(merged)) < len(_operations(beside)) else "nothing"


def _room(tuned: Tuned) -> int:
    return context_of(tuned.model) - tuned.length


@check("네 보기를 함께 실린 모델에 적용해, 순전파의 연산과 쓸 수 있는 길이가 튜닝 전과 똑같은 것을 찾습니다.")
def ways_that_cost_nothing() -> str | list[str]:
    ways = {
        "merged_lora": _merged(),
        "adapters": bundled.trained("label-houlsby"),
        "prompt": bundled.attached("prompt", length=100),
        "lora_beside": bundled.trained("label-lora-8"),
    }
    model = bundled.fresh()
    free = _operations(model), context_of(model)
    return bundled.only([name for name, tuned in ways.items() if (_operations(tuned), _room(tuned)) == free])


@check("학습된 LoRA에 문제의 병합 코드를 네 보기대로 고쳐 돌려, 로짓이 병합 전과 같아지는 것을 찾습니다.")
def what_the_merging_code_lacks() -> str | list[str]:
    agrees = {
        "branch_off": _agrees(lambda part: part.update(), off=True),
        "swapped": _agrees(lambda part: part.scale * part.A @ part.B),
        "without_scale": _agrees(lambda part: part.B @ part.A),
        "emptied": _agrees(lambda part: part.update(), empty=True),
    }
    return bundled.only([name for name, same in agrees.items() if same])


@torch.no_grad()
def _agrees(update: Callable[[LowRank], Tensor], *, empty: bool = False, off: bool = False) -> bool:
    """Whether logits are as before once the update is in every weight, emptied first or not, the branch off or not."""
    tuned = bundled.trained("label-lora-8")
    before = bundled.logits(tuned, bundled.ids())
    for layer, part in bundled.low_ranks(tuned).items():
        weight = tuned.model.get_parameter(f"{layer}.weight")
        if update(part).shape != weight.shape:
            return False
        weight.copy_(update(part) if empty else weight + update(part))
    if off:
        tuned.unhook()
    return bundled.same(bundled.logits(tuned, bundled.ids()), before)

"""Two tasks' requests in one batch: which ways give each row what its own tuning gives it alone."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from models import variants
from models.checks import bundled
from models.checks.check import check
from models.generation import Engine
from models.sampling import Sampling
from models.tuning import Tuned
from models.variants import merging

TASKS = ("label", "chat")
MANY = 200  # tasks in the item about a server
LENGTH = 6  # tokens that the engine writes for each row


def _lora(task: str, rank: int = 8) -> Tuned:
    return bundled.trained(f"{task}-lora-{rank}")


def _updates(task: str) -> dict[str, Tensor]:
    """What merging adds to each weight."""
    return {f"{layer}.weight": part.update().detach() for layer, part in bundled.low_ranks(_lora(task)).items()}


def _with_merged(*tasks: str) -> nn.Module:
    """The base with the updates of these tasks added to its weights, one after another."""
    model = bundled.fresh()
    with torch.no_grad():
        for name, update in (pair for task in tasks for pair in _updates(task).items()):
            model.get_parameter(name).add_(update)
    return model


def _right(model: nn.Module, alone: Callable[[str], Tuned]) -> list[bool]:
    """One batch, a row a task: is each row what its task's own tuning gives alone?"""
    mixed = bundled.logits(model, bundled.ids().expand(len(TASKS), -1))
    return [
        bundled.same(row, bundled.logits(alone(task), bundled.ids())[0]) for row, task in zip(mixed, TASKS, strict=True)
    ]


@check(
    "두 과제의 LoRA를 함께 실린 모델의 가중치에 병합하고(하나씩, 또 둘 다) 두 과제의 행을 한 배치로 돌려, "
    "두 행이 모두 제 과제의 로짓을 내는 가중치가 있는지 봅니다."
)
def merged_weights_serve_two_tasks() -> bool:
    return any(all(_right(_with_merged(*tasks), _lora)) for tasks in (("label",), ("chat",), TASKS))


@check(
    "함께 실린 모델과 두 과제로 네 보기를 해 보고, 모델 두 벌이 못 되는 자리에서 섞인 배치의 행마다 제 과제의 출력을 "
    "내는 것을 찾습니다."
)
def ways_to_serve_mixed_tasks() -> str | list[str]:
    one = bundled.fresh()
    low = sum(tensor.numel() for tensor in bundled.variant("label-lora-2").tensors.values())
    ways = {
        "lora_by_row": (1 + MANY * low / _size(one), _rows_of_their_own()),
        "merged_copies": (MANY * _size(_with_merged("label")) / _size(one), True),
        "merged_in_turn": (1.0, all(_right(_with_merged("label"), _lora))),
        "fine_tuned_in_turn": (1.0, all(_right(_fine_tuned("label").model, _fine_tuned))),
    }
    return bundled.only([name for name, (copies, right) in ways.items() if copies < 2 and right])


def _size(model: nn.Module) -> int:
    return sum(parameter.numel() for parameter in model.parameters())


def _fine_tuned(task: str) -> Tuned:
    """All weights tuned, for the tasks by different numbers of steps: what counts is that their weights differ."""
    tuned = bundled.attached("full")
    bundled.practise(tuned, steps=2 + TASKS.index(task))
    return tuned


def _rows_of_their_own() -> bool:
    """Both LoRAs over one copy of the weights, in one batch: the tokens of each task merged and alone, in its turn?"""
    base, names = bundled.base(), [f"{task}-lora-2" for task in TASKS]
    engine = Engine(base, capacity=len(names))
    for key, name in enumerate(names):
        engine.add(name, variants.ready(base.model, bundled.variant(name)))
        engine.join(key, bundled.ids()[0].tolist(), name, Sampling(length=LENGTH))
    made: dict[int, list[int]] = {key: [] for key in range(len(names))}
    while engine.rows or engine.waiting:
        for token in engine.step():
            made[token.key].append(token.id)
    return list(made.values()) == [_alone(name) for name in names]


def _alone(name: str) -> list[int]:
    """The tokens of one variant merged into a model of its own, greedily, the whole text read again for each."""
    base, tuned = bundled.base(), bundled.trained(name)
    merging.merge(tuned)
    text = bundled.ids()
    never = [base.tokenizer.pad_token_id, base.tokenizer.bos_token_id]
    for _ in range(LENGTH):
        logits = bundled.logits(tuned, text)[0, -1]
        logits[never] = -torch.inf
        text = torch.cat([text, logits.argmax().view(1, 1)], dim=1)
        if int(text[0, -1]) == base.end:
            break
    return text[0, bundled.ids().shape[1] :].tolist()

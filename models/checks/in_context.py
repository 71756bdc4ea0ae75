"""Examples in the input: how many a context takes, what a model keeps of them, which settings are few-shot."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import Any

import torch
from torch import Tensor

from models.architectures.width import context_of
from models.checks import bundled, small
from models.checks.check import check

CONTEXT, NEW, ANSWER = 2048, 60, 8  # tokens, as the item has them
EXAMPLES = 30


@check(
    "2,048토큰까지 읽는 작은 모델에 설명과 새 문제, 답의 자리를 두고 예시를 늘려 가며, 오류 없이 읽는 가장 많은 예시를 "
    "찾습니다."
)
def examples_that_fit(t: int, e: int) -> int:
    most = CONTEXT // e + 1
    return bisect_right(range(1, most + 1), False, key=lambda many: not _reads(t + many * e + NEW + ANSWER))


@cache
@torch.no_grad()
def _reads(tokens: int) -> bool:
    model = small.gpt2(n_positions=CONTEXT, n_layer=1, n_head=1)
    try:
        model(input_ids=torch.ones(1, tokens, dtype=torch.long))
    except IndexError:  # there is no position of that number
        return False
    return True


@check(
    "함께 실린 모델에 예시 30개를 읽혀 글을 쓰게 한 앞뒤로, 가중치의 모든 비트와 예시 없는 새 입력의 로짓이 그대로인지 "
    "봅니다."
)
def what_examples_leave_behind() -> str:
    """`nothing`, `weights` that moved, `no_room` in the context, or `elsewhere` where it was something else."""
    model: Any = bundled.fresh()
    shown, alone = _ids(_examples() + "메모 31:"), _ids("메모 31:")
    before, first = bundled.values(model), bundled.logits(model, alone)
    if shown.shape[1] + ANSWER > context_of(model):
        return "no_room"
    _write(model, shown)
    if bundled.moved(model, before):
        return "weights"
    helped = not bundled.same(bundled.logits(model, shown)[0, -1], first[0, -1])
    return "nothing" if helped and torch.equal(bundled.logits(model, alone), first) else "elsewhere"


def _write(model: Any, ids: Tensor) -> Tensor:
    return torch.as_tensor(model.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=ANSWER))


def _examples() -> str:
    return " ".join(f"메모 {place}: {place}." for place in range(1, EXAMPLES + 1)) + " "


def _ids(text: str) -> Tensor:
    return torch.tensor([bundled.base().encode(text)])  # (1, T)


NEW_REVIEW, ANSWERED = "리뷰: 볼만합니다. ", ("긍정", "부정")
TASK = "긍정과 부정 가운데 고르시오. "


@check(
    "함께 실린 모델로 네 가지를 해 보고, 가중치가 한 비트도 움직이지 않았으면서 입력에 정답을 붙인 리뷰가 둘 이상 든 "
    "것을 찾습니다."
)
def settings_that_are_few_shot() -> list[str]:
    settings = {
        "shown": (0, _answered(20) + NEW_REVIEW),
        "trained": (3, NEW_REVIEW),
        "described": (0, TASK + NEW_REVIEW),
        "shown_without_a_task": (0, _answered(12) + NEW_REVIEW),
    }
    return [name for name, (epochs, given) in settings.items() if _stays(epochs, given) and _labels(given) > 1]


def _answered(many: int) -> str:
    return "".join(f"리뷰 {place}: {ANSWERED[place % 2]}. " for place in range(many))


def _labels(given: str) -> int:
    """How many answers stand in an input before its last review; those of a task that is described are no examples."""
    return sum(given.replace(TASK, "").count(answer) for answer in ANSWERED)


def _stays(epochs: int, given: str) -> bool:
    """Whether no weight has moved once the model has answered, after so many passes over twenty answered reviews."""
    model: Any = bundled.fresh()
    before = bundled.values(model)
    for _ in range(epochs):
        _learn(model, _ids(_answered(20)))
    _write(model, _ids(given))
    return not bundled.moved(model, before)


def _learn(model: Any, ids: Tensor) -> None:
    model.requires_grad_(True).zero_grad()
    torch.autograd.backward(model(input_ids=ids, labels=ids).loss)
    torch.optim.SGD(model.parameters(), lr=0.01).step()

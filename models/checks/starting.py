"""How LoRA behaves from where it starts: outputs, gradients and losses for several initial values of A and B."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from models.checks import bundled
from models.checks.check import check
from models.training import loss_over
from models.tuning import Tuned

Begin = Callable[[Tensor], object]
RATE = 1e-2  # the best of those that were tried for the bundled variants (models/demos/rates.json)


def _noise(tensor: Tensor) -> None:
    nn.init.normal_(tensor, std=0.1, generator=torch.Generator().manual_seed(tensor.numel()))


def _started(a: Begin, b: Begin) -> Tuned:
    """LoRA on the bundled base with A and B begun in these ways."""
    tuned = bundled.attached("lora", rank=8)
    for part in bundled.low_ranks(tuned).values():
        a(part.A.detach())
        b(part.B.detach())
    return tuned


@check("함께 실린 모델에 A는 가우시안 난수, B는 0인 LoRA를 붙여, 로짓이 붙이기 전과 한 비트도 다르지 않은지 견줍니다.")
def zero_b_leaves_logits_unchanged() -> bool:
    before = bundled.logits(bundled.fresh(), bundled.ids())
    return torch.equal(bundled.logits(_started(_noise, nn.init.zeros_), bundled.ids()), before)


@check("함께 실린 모델에 A와 B가 모두 0인 LoRA를 붙여 두 단계 학습하고, 값이 하나라도 바뀌는지 봅니다.")
def two_zeros_train() -> bool:
    tuned = _started(nn.init.zeros_, nn.init.zeros_)
    before = bundled.values(tuned.model)
    bundled.practise(tuned)
    return bool(bundled.moved(tuned.model, before))


@check("함께 실린 모델에 A와 B가 모두 0인 LoRA를 붙여 역전파하고, 두 행렬의 기울기 가운데 0인 것을 찾습니다.")
def zero_gradients_from_two_zeros() -> str:
    """`A`, `B`, `A and B` or `none`."""
    tuned = _started(nn.init.zeros_, nn.init.zeros_)
    ids = bundled.ids()
    nats = nn.functional.cross_entropy(tuned(ids)[0, :-1], ids[0, 1:])
    torch.autograd.backward(nats)
    zero = [letter for letter in "AB" if not any(map(_flows, _of(tuned, letter)))]
    return " and ".join(zero) or "none"


def _of(tuned: Tuned, letter: str) -> list[Tensor]:
    return [tensor for name, tensor in tuned.trainable.items() if name.endswith(f".{letter}")]


def _flows(tensor: Tensor) -> bool:
    return tensor.grad is not None and bool(tensor.grad.any())


@check("네 보기대로 시작한 LoRA를 같은 자료로 네 단계씩 학습하고, 검증 손실이 끝까지 그대로인 것을 찾습니다.")
def start_whose_loss_stands_still() -> str | list[str]:
    starts: dict[str, tuple[Begin, Begin, float]] = {
        "two_zeros": (nn.init.zeros_, nn.init.zeros_, RATE),
        "noise_and_zero": (_noise, nn.init.zeros_, RATE),
        "two_noises": (_noise, _noise, RATE),
        "tenfold_rate": (_noise, nn.init.zeros_, 10 * RATE),
    }
    return bundled.only([name for name, (a, b, rate) in starts.items() if _stands_still(_started(a, b), rate)])


def _stands_still(tuned: Tuned, rate: float) -> bool:
    held_out = bundled.reviews()[-4:]
    first = loss_over(tuned, held_out)
    bundled.practise(tuned, steps=4, rate=rate)
    return round(first, 4) == round(loss_over(tuned, held_out), 4)


@check("함께 실린 모델의 LoRA를 모멘텀 없는 경사 하강법으로 한 단계 학습하고, A와 B 가운데 바뀐 것을 봅니다.")
def first_step_moves_b_alone() -> bool:
    tuned = _started(_noise, nn.init.zeros_)
    before, ids = bundled.values(tuned.model), bundled.ids()
    torch.autograd.backward(nn.functional.cross_entropy(tuned(ids)[0, :-1], ids[0, 1:]))
    torch.optim.SGD(tuned.trainable.values(), lr=0.1).step()
    moved = bundled.moved(tuned.model, before)
    return bool(moved) and all(name.endswith(".B") for name in moved)


@check("네 원인을 함께 실린 모델의 쿼리 투영에 하나씩 만들어, 서로 다른 입력에 똑같은 값을 내보내는 것을 찾습니다.")
def what_makes_a_layer_always_say_the_same() -> str | list[str]:
    tuned = _started(_noise, nn.init.zeros_)
    layer, part = next(iter(bundled.low_ranks(tuned).items()))
    base, a, b = tuned.model.get_submodule(layer), part.A, part.B
    x = torch.randn(4, a.shape[1], generator=torch.Generator().manual_seed(0))
    tuned.unhook()
    causes = {
        "in_series": base(part.scale * (x @ a.T @ b.T)),
        "b_from_zero": base(x) + part.scale * (x @ a.T @ b.T),
        "swapped": base(x) + part.scale * (x @ b @ a),
        "scale_first": base(part.scale * x) + x @ a.T @ b.T,
    }
    return bundled.only([cause for cause, rows in causes.items() if torch.equal(rows, rows[:1].expand_as(rows))])

"""What training costs: operations of a forward and a backward as torch carries them out, bytes, steps."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import Any, cast

import torch
from torch import nn
from torch.utils.data import BatchSampler, SequentialSampler
from torch.utils.flop_counter import FlopCounterMode
from transformers import GPT2Config, GPT2LMHeadModel

from models.base import BUILDING
from models.checks import bundled
from models.checks.check import check

ZETTA, BILLION, GIGABYTE = 10**21, 10**9, 10**9
USUAL, STEPS = 256, 1_000_000  # of BERT: sequences of a batch, and batches
SHORT = 16  # tokens of a text: the scores of attention are few beside the products with weights


def _operations(model: Any, texts: int) -> int:
    """Of one step of training, multiplications and additions apart. On `meta` the tensors have no memory."""
    ids = torch.zeros(texts, SHORT, dtype=torch.long, device="meta")
    with FlopCounterMode(display=False) as counter:
        torch.autograd.backward(model(input_ids=ids, attention_mask=torch.ones_like(ids)).logits.sum())
    return int(counter.get_total_flops())


def _decoder(layers: int, width: int, words: int) -> Any:
    """As GPT-3 has them in Table 2.1, but for sparse attention; eager attention, since `meta` has no other."""
    config = cast(Any, GPT2Config)(
        n_layer=layers, n_embd=width, n_head=width // 64, vocab_size=words, n_positions=SHORT, use_cache=False,
        attn_implementation="eager", bos_token_id=0, eos_token_id=0,
    )  # fmt: skip
    with BUILDING, torch.device("meta"):
        return GPT2LMHeadModel(config)


@cache
def per_parameter_and_token() -> float:
    """Counted on a decoder of the size that GPT-3's paper calls 1.3B: 24 layers of width 2048."""
    model = _decoder(24, 2048, 50257)
    return _operations(model, 1) / SHORT / float(sum(tensor.numel() for tensor in model.parameters()))


@check(
    "1.3B 크기의 디코더로 순전파와 역전파의 연산을 실제로 세고, 파라미터와 토큰 하나에 든 만큼을 이 크기와 이 양에 "
    "곱합니다."
)
def zettaflops(n: float, d: float) -> float:
    return per_parameter_and_token() * n * BILLION * d * BILLION / ZETTA


@check(
    "1.3B 크기의 디코더에서 파라미터와 토큰 하나에 든 연산을 세어, 토큰을 20배로 학습하면 예산에 이르는 크기를 이분 "
    "탐색으로 찾습니다."
)
def parameters_for_a_budget(c: float) -> int:
    step = 10**5
    sizes = range(step, 100 * BILLION, step)
    return sizes[bisect_left(sizes, c * 10**20, key=lambda n: per_parameter_and_token() * n * 20 * n)]


@check("작은 디코더의 층과 학습할 글을 같은 배수로 늘려 가며 학습의 연산을 세어, 계산량이 4배가 되는 배수를 찾습니다.")
def growth_for_four_times_the_operations() -> str | list[str]:
    once = _grown(1)
    return bundled.only([str(times) for times in range(1, 5) if round(_grown(times) / once, 1) == 4])


def _grown(times: int) -> int:
    """Operations with so many times the parameters in the layers and so many times the tokens."""
    return _operations(_decoder(times, 64, 2), 4 * times)


@check(
    "이 크기의 파라미터를 메모리 없이 만들어 Adam으로 한 단계 학습하고, 가중치, 기울기, Adam이 기억하는 값의 바이트를 "
    "셉니다."
)
def gigabytes_of_training(n: float) -> float:
    weights = nn.Parameter(torch.empty(round(n * 10**8), device="meta"))
    weights.grad = torch.empty_like(weights)
    optimiser = torch.optim.Adam([weights])
    optimiser.step()
    kept = [value for value in optimiser.state[weights].values() if value.ndim]
    held = sum(tensor.numel() * tensor.element_size() for tensor in (weights, weights.grad, *kept))
    return float(held / GIGABYTE)


@check("예산이 10배가 될 때까지 0.01 %씩 늘리면서, 늘 때마다 문제의 지수만큼 모델과 토큰을 늘려 마지막 배수를 봅니다.")
def shares_of_ten_times_the_budget(model: float = 0.73, tokens: float = 0.27) -> str:
    budget = size = data = 1.0
    while budget < 10:
        step = 1e-4
        budget, size, data = budget * (1 + step), size * (1 + model * step), data * (1 + tokens * step)
    return f"{size:.1f} {data:.1f}"


@check("배치 256을 100만 번 볼 만큼의 시퀀스를 torch의 BatchSampler로 이 크기씩 묶어, 나오는 배치를 셉니다.")
def steps_that_see_as_much(b: int) -> int:
    return len(BatchSampler(SequentialSampler(range(USUAL * STEPS)), b, drop_last=False))

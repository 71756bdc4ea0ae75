"""Trainable parameters, counted on modules and encoders that are built to the dealt sizes. No formula stands here.

L layers, d width, r rank, m bottleneck, l length: the names that the items deal.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, cast

import torch
from torch import nn
from transformers import BertConfig
from transformers.models.bert.modeling_bert import BertLayer

from models.checks import sized
from models.checks.check import check
from models.insertions import Bottleneck, LowRank


def _elements(module: nn.Module) -> int:
    return sum(tensor.numel() for tensor in module.parameters())


@check("이 크기의 정사각 행렬에 붙는 LoRA 모듈을 만들어, 행렬 A와 B의 원소를 셉니다.")
def lora_of_a_square_matrix(d: int, r: int) -> int:
    with torch.device("meta"):
        return _elements(LowRank(d, d, r, alpha=16.0))


@check("피드포워드 첫 선형층의 모양(d에서 4d)에 붙는 LoRA 모듈을 만들어, 행렬 A와 B의 원소를 셉니다.")
def lora_of_a_rectangle(d: int, r: int) -> int:
    with torch.device("meta"):
        widening = nn.Linear(d, 4 * d)
        return _elements(LowRank(widening.in_features, widening.out_features, r, alpha=16.0))


@check("이 크기의 인코더를 만들어 모든 층의 쿼리와 밸류 투영에 LoRA를 붙이고, 학습되는 텐서의 원소를 셉니다.")
def lora_of_a_model(L: int, d: int, r: int) -> int:  # noqa: N803 -- as the item calls it
    return sized.trained(L, d, "lora", rank=r, targets="q,v")


@check("이 크기의 어댑터 모듈을 만들어, 두 투영의 가중치와 편향의 원소를 셉니다.")
def one_adapter(d: int, m: int) -> int:
    with torch.device("meta"):
        return _elements(Bottleneck(d, m))


@check("이 크기의 인코더에 Houlsby 방식으로 어댑터를 끼우고, 학습되는 텐서의 원소를 셉니다.")
def houlsby_adapters(L: int, d: int, m: int) -> int:  # noqa: N803
    return sized.trained(L, d, "houlsby", bottleneck=m)


@check("이 크기의 인코더에서 레이어 정규화의 학습을 켰을 때와 껐을 때, 학습되는 원소 수의 차이를 셉니다.")
def layer_norms(L: int, d: int) -> int:  # noqa: N803
    on = sized.trained(L, d, "houlsby", bottleneck=8, train_layer_norm=True)
    return on - sized.trained(L, d, "houlsby", bottleneck=8)


@check("이 크기의 인코더에 소프트 프롬프트를 붙이고, 학습되는 텐서의 원소를 셉니다.")
def soft_prompt(L: int, d: int, l: int) -> int:  # noqa: N803, E741
    return sized.trained(L, d, "prompt", length=l)


@check("이 크기의 인코더에 재매개변수화 없는 프리픽스를 붙이고, 층마다의 키와 밸류 벡터의 원소를 셉니다.")
def prefix(L: int, d: int, l: int) -> int:  # noqa: N803, E741
    return sized.trained(L, d, "prefix", length=l)


@check("이 크기의 BERT 모양 인코더를 만들어, 풀러와 헤드를 뺀 모든 편향의 원소를 셉니다.")
def biases(L: int, d: int) -> int:  # noqa: N803
    return sized.trained(L, d, "bitfit")


@check("이 층수의 인코더(d = 768)에 붙인 LoRA의 원소를 세어, 문제에 적힌 1억 2,500만으로 나눕니다.")
def lora_share(L: int, r: int) -> float:  # noqa: N803
    return 100 * sized.trained(L, 768, "lora", rank=r, targets="q,v") / 125_000_000


@check("12층 인코더에 병목이 다른 어댑터를 실제로 붙여 세면서, 예산을 넘지 않는 가장 큰 병목을 찾습니다.")
def widest_bottleneck(p: int) -> int:
    budget, widths = 110_000_000 * p / 100, range(1, 769)
    return bisect_right(widths, budget, key=lambda m: sized.trained(12, 768, "houlsby", bottleneck=m))


@check(
    "BERT-base의 층 하나를 만들어 어텐션, 피드포워드(MLP), 레이어 정규화마다 가중치 행렬을 세고, 둘인 것을 찾습니다."
)
def part_of_a_layer_with_two_matrices() -> str:
    with torch.device("meta"):
        matrices = [name for name, tensor in cast(Any, BertLayer)(BertConfig()).named_parameters() if tensor.ndim == 2]
    parts = [_part(name) for name in matrices]
    return next((part for part in ("attention", "norm", "mlp") if parts.count(part) == 2), "none")


def _part(name: str) -> str:
    """Of a parameter of a layer; the widening and the narrowing of the MLP bear names of their own in the library."""
    return "norm" if "LayerNorm" in name else "attention" if name.startswith("attention") else "mlp"

"""GPT-2's block as transformers has it: its normalisations, its matrices and how they start, what attention hides."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import torch
from torch import Tensor
from transformers import GPT2Config, GPT2Model

from models.base import BUILDING
from models.checks import bundled, small
from models.checks.check import check

Part = Callable[[Tensor], Tensor]
Rewrite = Callable[[Tensor, Part, Part], Tensor]  # of x, a module and its normalisation


@check(
    "코드의 두 줄을 네 보기대로 고쳐 transformers에 든 GPT-2 블록의 부품으로 돌리고, 그 블록과 같은 값을 내는 것을 "
    "찾습니다."
)
@torch.no_grad()
def rewrite_that_is_gpt2() -> str | list[str]:
    block = _block()
    x = torch.randn(1, 6, small.WIDTH, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    wanted = block(x)
    rewrites: dict[str, Rewrite] = {
        "input": lambda x, part, norm: x + part(norm(x)),
        "output": lambda x, part, norm: x + norm(part(x)),
        "way_around": lambda x, part, norm: norm(x) + part(x),
        "none": lambda x, part, norm: x + part(x),
    }
    same = [name for name, rewrite in rewrites.items() if torch.allclose(_twice(rewrite, block, x), wanted)]
    return bundled.only(same)


def _block() -> Any:
    """Normalisations that do more than normalise: their weights and biases are noise."""
    block, generator = small.gpt2().transformer.h[0], torch.Generator().manual_seed(1)
    for norm in (block.ln_1, block.ln_2):
        norm.weight.copy_(1 + torch.rand(small.WIDTH, generator=generator))
        norm.bias.copy_(torch.rand(small.WIDTH, generator=generator))
    return block


def _twice(rewrite: Rewrite, block: Any, x: Tensor) -> Tensor:
    """Attention, then the MLP, as the rewritten code has them."""
    return rewrite(rewrite(x, lambda given: block.attn(given)[0], block.ln_1), block.mlp, block.ln_2)


@cache
def _model(layers: int, width: int) -> Any:
    """Shapes without memory."""
    with BUILDING, torch.device("meta"):
        return GPT2Model(GPT2Config(n_layer=layers, n_embd=width, n_head=1))


@check("이 층수와 너비의 GPT-2를 메모리 없이 만들어, 블록에 든 행렬의 원소를 모두 셉니다. 편향과 정규화는 뺍니다.")
def elements_of_the_matrices(L: int, d: int) -> int:  # noqa: N803 -- as the item calls it
    return sum(tensor.numel() for tensor in _model(L, d).h.parameters() if tensor.ndim == 2)


@check("transformers로 이 층수의 GPT-2를 초기화하고, 잔차로 더해지는 행렬의 표준편차가 나머지 행렬의 몇 배인지 잽니다.")
@torch.no_grad()
def start_of_the_residual_layers(L: int) -> float:  # noqa: N803 -- as the item calls it
    blocks = small.gpt2(n_layer=L, n_embd=192, n_head=1).transformer.h
    residual = torch.cat([part.c_proj.weight.flatten() for block in blocks for part in (block.attn, block.mlp)])
    others = torch.cat([block.mlp.c_fc.weight.flatten() for block in blocks])
    return round(float(residual.std() / others.std()), 3)


@check("작은 GPT-2로 이 길이의 글을 읽고, 헤드 하나의 어텐션 가중치에서 0이 된 칸을 셉니다.")
@torch.no_grad()
def cells_that_attention_hides(n: int) -> int:
    model = small.gpt2(attn_implementation="eager")
    found = model(input_ids=torch.arange(n)[None] % small.WORDS, output_attentions=True)
    weights: Tensor = found.attentions[0][0, 0]  # (n, n)
    return int((weights == 0).sum())

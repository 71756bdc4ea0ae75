"""What stands in the input vectors of BERT and GPT-1, tried on small ones. Knows no item."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel, OpenAIGPTConfig, OpenAIGPTModel

from models.checks import bundled, tiny
from models.checks.check import check

TEXT = torch.tensor([[7, 11, 3, 9, 15]])
SWAPPED = torch.tensor([[11, 7, 3, 9, 15]])
SEGMENTS = torch.tensor([[0, 0, 0, 1, 1]])
PARTS = {"word_embeddings": "token", "token_type_embeddings": "segment", "position_embeddings": "position"}


def _bert() -> nn.Module:
    return tiny.built(BertModel, BertConfig(**tiny.SHAPE))


@check("작은 BERT의 임베딩 표들에서 찾은 벡터를 골라 더해 보고, 첫 층에 들어가는 벡터가 되는 조합을 찾습니다.")
@torch.no_grad()
def what_the_input_is_the_sum_of() -> str | list[str]:
    embeddings = _bert().get_submodule("embeddings")
    wanted = embeddings(input_ids=TEXT, token_type_ids=SEGMENTS)
    at = {"token": TEXT, "segment": SEGMENTS, "position": torch.arange(TEXT.shape[1])[None]}
    found = {part: embeddings.get_submodule(name)(at[part]) for name, part in PARTS.items()}
    norm = embeddings.get_submodule("LayerNorm")
    sums = ("+".join(parts) for many in (1, 2, 3) for parts in combinations(found, many))
    return bundled.only([name for name in sums if not tiny.differ(wanted, norm(_sum(name, found)))])


def _sum(name: str, found: dict[str, Tensor]) -> Tensor:
    return torch.stack([found[part] for part in name.split("+")]).sum(dim=0)  # (1, T, H)


def _gpt(positions: bool, layers: int = 1) -> nn.Module:
    shape: dict[str, Any] = {
        "vocab_size": tiny.WORDS,
        "n_positions": 32,
        "n_embd": tiny.WIDTH,
        "n_layer": layers,
        "n_head": 2,
    }
    model = tiny.built(OpenAIGPTModel, OpenAIGPTConfig(**shape, initializer_range=1.0))
    if not positions:
        nn.init.zeros_(model.get_submodule("positions_embed").get_parameter("weight").detach())
    return model


@check(
    "한 층짜리 작은 GPT-1에서 왼쪽의 두 토큰을 맞바꾸어, 마지막 토큰의 출력이 달라지는지를 위치 임베딩이 있을 때와 "
    "0으로 지웠을 때 견줍니다."
)
def reading_leftwards_needs_no_positions() -> bool:
    return _tells_order(_gpt(positions=False)) or not _tells_order(_gpt(positions=True))


@torch.no_grad()
def _tells_order(model: nn.Module) -> bool:
    before, after = (model(input_ids=text).last_hidden_state[0, -1] for text in (TEXT, SWAPPED))
    return tiny.differ(before, after)

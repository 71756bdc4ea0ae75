"""Attention scores of a small DeBERTa: which of the four terms they hold, which vector stands for a distance."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from transformers import DebertaConfig
from transformers.models.deberta.modeling_deberta import DisentangledSelfAttention

from models.checks import bundled, tiny
from models.checks.check import check

REACH = 64  # k of the item
TERMS = ["c2p", "p2c", "p2p"]  # all are asked for; the library builds those that it knows
LENGTH = 160


def _attention() -> Any:
    config = DebertaConfig(hidden_size=tiny.WIDTH, num_attention_heads=1, relative_attention=True)
    config.max_relative_positions, config.pos_att_type = REACH, TERMS
    return tiny.built(DisentangledSelfAttention, config)


def _apart(length: int) -> Tensor:
    """How far each place stands to the right of each.  # (1, T, T)"""
    places = torch.arange(length)
    return (places[:, None] - places)[None]


def _noise(*shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(len(shape)))


@check(
    "transformers의 DeBERTa 어텐션에 네 항을 모두 달라고 하고, 내용의 쿼리와 키, 상대 위치를 하나씩 0으로 지워 "
    "어텐션에 들어 있지 않은 항을 찾습니다."
)
def term_left_out() -> str | list[str]:
    neither, places = _seen(False, False, True), _seen(True, True, False)
    there = {
        "content_to_content": tiny.differ(places, _seen(False, False, False)),
        "content_to_position": tiny.differ(_seen(True, False, True), neither),
        "position_to_content": tiny.differ(_seen(False, True, True), neither),
        "position_to_position": tiny.differ(neither, _seen(False, False, False)),
    }
    return bundled.only([term for term, found in there.items() if not found])


@torch.no_grad()
def _seen(query: bool, key: bool, relative: bool) -> Tensor:
    """Who attends to whom where the query or the key of the contents, or the places, are nought.  # (T, T)"""
    attention = _attention()
    weight = attention.get_submodule("in_proj").get_parameter("weight")  # (3H, H): query, key, value
    for at, kept in enumerate((query, key)):
        weight[at * tiny.WIDTH : (at + 1) * tiny.WIDTH] *= kept
    hidden, table = _noise(1, 5, tiny.WIDTH), relative * _noise(2 * REACH, tiny.WIDTH)
    everybody = torch.ones(1, 1, 5, 5)
    found = attention(hidden, everybody, True, None, _apart(5), table)[1]
    return torch.as_tensor(found)[0, 0]


@check("DeBERTa의 어텐션에서 i번 토큰이 j번을 볼 때의 점수를 상대 위치 표로 미분하여, 0이 아닌 줄의 번호를 읽습니다.")
def row_of_a_distance(i: int, j: int) -> int:
    attention = _attention()
    attention.pos_att_type = ["c2p"]  # the other term looks the other way, from j to i
    contents = _noise(1, 1, LENGTH, tiny.WIDTH)
    table = _noise(2 * REACH, tiny.WIDTH).requires_grad_()
    scores = attention.disentangled_att_bias(contents, contents, _apart(LENGTH), table, scale_factor=2)  # (1, 1, T, T)
    (slopes,) = torch.autograd.grad(scores[0, 0, i, j], table)
    (row,) = slopes.any(dim=-1).nonzero().flatten().tolist()
    return int(row)

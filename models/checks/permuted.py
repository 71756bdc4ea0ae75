"""Who sees whom in a small XLNet, and what BERT's loss makes of two masked tokens. Knows no item."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertForMaskedLM, XLNetConfig, XLNetLMHeadModel

from models.checks import tiny
from models.checks.check import check

WORDS, MASK = 12, 4
TEXT = torch.tensor([[7, 11, 3, 9]])


def xlnet() -> nn.Module:
    shape: dict[str, Any] = {"vocab_size": WORDS, "d_model": tiny.WIDTH, "n_layer": 2, "n_head": 2, "d_inner": 32}
    return tiny.built(XLNetLMHeadModel, XLNetConfig(**shape, initializer_range=0.5))


def _mask(order: Sequence[int]) -> Tensor:
    """1 where a place may not look: at what does not come before it in the order.  # (1, T, T)"""
    rank = torch.tensor([order.index(place) for place in range(len(order))])
    return (rank[None, :] >= rank[:, None]).float()[None]


@torch.no_grad()
def says(model: nn.Module, text: Tensor, order: Sequence[int], place: int) -> Tensor:
    """Log-probabilities of the token at this place, as XLNet's query stream predicts it.  # (V,)"""
    asked = torch.zeros(1, 1, text.shape[1])
    asked[0, 0, place] = 1.0
    logits: Tensor = model(input_ids=text, perm_mask=_mask(order), target_mapping=asked).logits
    return logits[0, 0].log_softmax(dim=-1)


@check("작은 XLNet에 이 인수분해 순서를 주고 토큰을 하나씩 바꾸어, x₂의 예측을 달라지게 하는 것을 모두 찾습니다.")
def what_the_second_token_is_said_from() -> str:
    model, order = xlnet(), (2, 1, 3, 0)
    before = says(model, TEXT, order, place=1)
    changed = [TEXT.where(torch.arange(4) != place, 6) for place in range(4)]
    return "+".join(f"x{at + 1}" for at in range(4) if tiny.differ(says(model, changed[at], order, place=1), before))


@check(
    "작은 XLNet에서 토큰을 섞어 자리 번호를 새로 붙인 것과, 글은 두고 어텐션 마스크로 같은 순서를 준 것의 예측을 "
    "견줍니다."
)
def shuffling_the_text_is_the_same() -> bool:
    model, order = xlnet(), (2, 0, 3, 1)
    shuffled = TEXT[:, list(order)]
    return not any(
        tiny.differ(says(model, shuffled, range(4), at), says(model, TEXT, order, place))
        for at, place in list(enumerate(order))[1:]  # the first is said from nothing
    )


@check(
    "작은 BERT의 가린 두 자리에 정답 쌍을 하나씩 넣어 손실을 재고, 그 결합 확률의 표가 두 확률의 곱인지 랭크로 봅니다."
)
def two_masked_tokens_are() -> str:
    joint = torch.tensor([[-_loss(first, second) for second in range(WORDS)] for first in range(WORDS)]).exp()  # (V, V)
    return "independent" if torch.linalg.matrix_rank(joint, rtol=1e-4) == 1 else "dependent"


@torch.no_grad()
def _loss(first: int, second: int) -> float:
    """What BERT loses on this pair of answers for two tokens that are both masked, in nats."""
    labels = torch.tensor([[first, second, -100, -100]])
    return 2 * float(_bert()(input_ids=torch.tensor([[MASK, MASK, 3, 9]]), labels=labels).loss)


@cache
def _bert() -> nn.Module:
    return tiny.built(BertForMaskedLM, BertConfig(**tiny.SHAPE | {"vocab_size": WORDS}))

"""One-hot vectors beside learned embeddings: products of two words, and how many places of a vector are filled."""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 -- the field's name for it

from models.checks import bundled
from models.checks.check import check

MANY = 500  # words of which all pairs are multiplied
FEW = 100  # rows of the bundled model's vocabulary


def _one_hot(words: int, vocabulary: int) -> Tensor:
    """# (words, vocabulary)"""
    return F.one_hot(torch.arange(words), vocabulary).float()


@check("단어 500개를 원-핫 벡터로 만들어, 서로 다른 두 단어의 내적을 모두 구하고 0이 아닌 것이 있는지 봅니다.")
def products_of_two_words_are_zero() -> bool:
    vectors = _one_hot(MANY, MANY)
    products = vectors @ vectors.T  # (MANY, MANY)
    return not (products - products.diag().diag()).any()


@check(
    "함께 실린 모델의 어휘를 원-핫 벡터로 만든 것과 그 모델이 학습한 임베딩에서, 0이 아닌 자리가 절반을 넘는지 셉니다."
)
def which_table_is_filled() -> str:
    """`sparse dense` for one-hot vectors that are sparse and embeddings that are dense, and so on."""
    learned = cast(Any, bundled.base().model).get_input_embeddings().weight.detach()  # (V, d)
    return " ".join(map(_filled, (_one_hot(FEW, len(learned)), learned[:FEW])))


def _filled(table: Tensor) -> str:
    return "dense" if table.count_nonzero() > table.numel() / 2 else "sparse"

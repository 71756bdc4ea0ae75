"""Encoders of the library built to the dealt sizes, without memory, and their weights counted. No formula stands here.

V words, E and H widths: the names that the items deal.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from torch import nn
from transformers import (
    AlbertConfig,
    AlbertModel,
    BertConfig,
    BertModel,
    DistilBertConfig,
    DistilBertModel,
    RobertaConfig,
    RobertaForMaskedLM,
)

from models.checks import tiny
from models.checks.check import check

ONE_LAYER: dict[str, Any] = {"num_hidden_layers": 1, "num_attention_heads": 1, "intermediate_size": 1}
BERT_BASE = 108_000_000  # as the item says
ALBERT = ("embeddings.word_embeddings.weight", "encoder.embedding_hidden_mapping_in.weight")


def _tables(model: nn.Module, *names: str) -> int:
    return tiny.elements(model.get_parameter(name) for name in names)


def _albert(words: int, narrow: int, width: int) -> nn.Module:
    config = AlbertConfig(vocab_size=words, embedding_size=narrow, hidden_size=width, **ONE_LAYER)
    return tiny.built(AlbertModel, config, "meta")


def _bert(words: int, width: int) -> nn.Module:
    return tiny.built(BertModel, BertConfig(vocab_size=words, hidden_size=width, **ONE_LAYER), "meta")


@check("이 크기의 ALBERT를 만들어, 토큰 임베딩과 그것을 H차원으로 펼치는 행렬의 원소를 편향 없이 셉니다.")
def two_tables(V: int, E: int, H: int) -> int:  # noqa: N803 -- as the item calls them
    return _tables(_albert(V, E, H), *ALBERT)


@check("E가 다른 ALBERT를 만들어 가며, 두 행렬의 원소가 BERT의 토큰 임베딩보다 적은 가장 큰 E를 찾습니다.")
def widest_that_saves(H: int) -> int:  # noqa: N803
    whole = _tables(_bert(30000, H), ALBERT[0])
    return bisect_left(range(1, 2 * H), whole, key=lambda narrow: two_tables(30000, narrow, H))


@check("BERT와 ALBERT의 토큰 임베딩을 만들어 줄어든 원소를 세고, 문제에 적힌 1억 800만으로 나눕니다.")
def share_that_is_saved(E: int) -> float:  # noqa: N803
    saved = _tables(_bert(30000, 768), ALBERT[0]) - two_tables(30000, E, 768)
    return round(100 * saved / BERT_BASE, 1)


@check("어휘가 3만인 것과 5만인 RoBERTa를 MLM 출력층까지 만들어, 원소 수의 차이를 셉니다.")
def larger_vocabulary(H: int) -> int:  # noqa: N803
    small, large = (tiny.elements(_roberta(words, H).parameters()) for words in (30000, 50000))
    return large - small


def _roberta(words: int, width: int) -> nn.Module:
    return tiny.built(RobertaForMaskedLM, RobertaConfig(vocab_size=words, hidden_size=width, **ONE_LAYER), "meta")


@check("너비가 BERT-base와 같은 DistilBERT를 이 층수로 만들어, 모든 원소를 셉니다.")
def student(n: int) -> int:
    return tiny.elements(_distilled(n).parameters())


def _distilled(layers: int) -> nn.Module:
    return tiny.built(DistilBertModel, DistilBertConfig(n_layers=layers), "meta")

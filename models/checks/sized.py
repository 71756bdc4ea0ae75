"""Encoders of the sizes that an item deals, and what a method trains in them. Holds no check and knows no item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, cast

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertForSequenceClassification

from models.base import BUILDING
from models.methods import configure
from models.tuning import Tuned

HEAD = 64  # width of an attention head, as in BERT and GPT-3's smaller sizes
Trained = Mapping[str, Tensor]


@lru_cache(maxsize=8)
def bert(layers: int, width: int, device: str = "meta") -> nn.Module:
    """An encoder of BERT's shape with a classifier (for two labels); on `meta` tensors have shapes and no memory."""
    config = BertConfig(
        num_hidden_layers=layers,
        hidden_size=width,
        num_attention_heads=width // HEAD,
        intermediate_size=4 * width,
    )
    with BUILDING, torch.device(device):
        return cast(nn.Module, BertForSequenceClassification(config))


@contextmanager
def attached(model: nn.Module, method: str, **config: Any) -> Iterator[Trained]:
    """The tensors that train once the method is attached, where the model's are. Detaches it afterwards."""
    with next(model.parameters()).device:
        tuned = Tuned(model, method, configure(method, config))
    try:
        yield tuned.trainable
    finally:
        tuned.detach()


def count(tensors: Trained) -> int:
    return sum(tensor.numel() for tensor in tensors.values())


def trained(layers: int, width: int, method: str, **config: Any) -> int:
    """How many parameters train when the method is attached to an encoder of this size, its classifier not counted."""
    with attached(bert(layers, width), method, **config) as tensors:
        return count(tensors)

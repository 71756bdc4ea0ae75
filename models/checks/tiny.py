"""Models of the library in a size that a check can run: built from a seed, left as they are. Holds no check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import torch
from torch import Tensor, nn

from models.base import BUILDING

WORDS, WIDTH = 24, 16
SHAPE: dict[str, Any] = {
    "vocab_size": WORDS,
    "hidden_size": WIDTH,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": 32,
    "initializer_range": 0.5,  # with the usual 0.02 a change would drown in rounding
}
"""Arguments that BERT and the encoders after it have in common."""


@contextmanager
def seeded(seed: int = 0) -> Iterator[None]:
    """Random numbers of this seed; the global generator goes on afterwards as if nothing had been."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        yield


def built(kind: Any, config: Any, device: str = "cpu") -> nn.Module:
    """In evaluation mode: no dropout. On `meta` it has shapes and no memory."""
    with BUILDING, seeded(), torch.device(device):
        return cast(nn.Module, kind(config)).eval()


def elements(tensors: Iterator[Tensor] | list[Tensor]) -> int:
    return sum(tensor.numel() for tensor in tensors)


def differ(some: Tensor, others: Tensor) -> bool:
    """By more than the order of summation can."""
    return not torch.allclose(some, others, atol=1e-5)

"""Ways to a smaller model: how many operations a text takes and how many bytes the weights take, beside the model."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode
from transformers import AlbertConfig, AlbertModel

from models.checks import small, tiny
from models.checks.check import check
from models.checks.quantising import MOST

LAYERS, WIDTH = 6, 32


def _encoder(layers: int, width: int = WIDTH, *, sets: int) -> nn.Module:
    """So many layers with so many sets of weights among them; weights are those of a seed."""
    config = AlbertConfig(
        vocab_size=small.WORDS,
        embedding_size=16,
        hidden_size=width,
        num_hidden_layers=layers,
        num_hidden_groups=sets,
        num_attention_heads=2,
        intermediate_size=4 * width,
    )
    return tiny.built(AlbertModel, config)


@check(
    "작은 인코더를 네 팀처럼 바꾸어 같은 글을 읽히고 가중치의 바이트를 세어, 연산은 그대로인데 바이트가 줄어든 것을 "
    "찾습니다."
)
def what_shrinks_in_store_alone() -> list[str]:
    model = _encoder(LAYERS, sets=LAYERS)
    teams = {
        "eight_bits": (_operations(_rounded(model)), _bytes(map(_codes, model.parameters()))),
        "shared_layers": _measured(_encoder(LAYERS, sets=1)),
        "student": _measured(_encoder(LAYERS // 2, sets=LAYERS // 2)),
        "larger": _measured(_encoder(2 * LAYERS, 2 * WIDTH, sets=2 * LAYERS)),
    }
    operations, stored = _measured(model)
    return [name for name, (needed, kept) in teams.items() if needed == operations and kept < stored]


def _measured(model: nn.Module) -> tuple[int, int]:
    return _operations(model), _bytes(model.parameters())


@torch.no_grad()
def _operations(model: nn.Module) -> int:
    with FlopCounterMode(display=False) as counter:
        model(input_ids=small.sentence(8))
    return int(counter.get_total_flops())


def _bytes(tensors: Iterable[Tensor]) -> int:
    return sum(tensor.nbytes for tensor in tensors)


def _codes(weights: Tensor) -> Tensor:
    """As whole numbers of 8 bits; the scale of each tensor is a number beside it."""
    return (weights / _step(weights)).round().to(torch.int8)


def _step(weights: Tensor) -> Tensor:
    return (weights.detach().abs().max() / MOST).clamp_min(torch.finfo(weights.dtype).tiny)


@torch.no_grad()
def _rounded(model: nn.Module) -> nn.Module:
    """The same model with what comes back from its codes."""
    again = _encoder(LAYERS, sets=LAYERS)
    for tensor, own in zip(again.parameters(), model.parameters(), strict=True):
        tensor.copy_(_codes(own) * _step(own))
    return again

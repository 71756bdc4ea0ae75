"""BitFit: only the biases of the body train (Ben Zaken, Goldberg & Ravfogel 2022).

y = W x + b,  W frozen, b trained, in every linear layer and every LayerNorm

trainable = sum of the sizes of all biases of the body; the pooler belongs to the head and is left out
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.architectures.shapes import Shape
from models.methods import method
from models.methods.head import HEADS
from models.methods.method import Formula, Paper, Parts
from models.refusals import Refused

if TYPE_CHECKING:
    from torch import nn

NAME = "bitfit"
TITLE = "BitFit (편향만 학습)"
PAPER = Paper(
    "Ben Zaken, Goldberg & Ravfogel",
    2022,
    "BitFit: Simple Parameter-efficient Fine-tuning for Transformer-based Masked Language-models",
    "ACL 2022",
    "§3",
    "https://aclanthology.org/2022.acl-short.1",
)
NOT_BODY = (*HEADS, "pooler")


class Config(method.Config):
    """Nothing to set."""


def formula(shape: Shape, config: Config) -> Formula:
    if not shape.biases:
        raise Refused(f"{shape.name}에는 편향(bias)이 없어서 BitFit으로 학습할 것이 없습니다.", "method")
    total = sum(bias.size * bias.number for bias in shape.biases)
    return Formula(
        total,
        0,
        "Σ (편향의 크기 × 개수)",
        " + ".join(f"{bias.of} {bias.size:,}×{bias.number}" for bias in shape.biases),
    )


def parts(model: nn.Module, config: Config) -> Parts:
    names = [
        name
        for name, _ in model.named_parameters()
        if name.rpartition(".")[2] == "bias" and not set(name.split(".")) & set(NOT_BODY)
    ]
    if not names:
        kind = type(model).__name__
        raise Refused(f"이 모델({kind})에는 편향(bias)이 없어서 BitFit으로 학습할 것이 없습니다.", "method")
    return Parts({}, unfrozen=tuple(names))

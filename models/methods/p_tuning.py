"""P-tuning: trained vectors before the embedded text, made by a prompt encoder (Liu et al. 2021).

[f(P); E(x)],   P (length, d),  f = two-layer bidirectional LSTM and a two-layer network, or a three-layer network alone

trainable = length d + f;  f serves in training only: its output is kept and is a prompt (models/methods/prompt.py)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from models.architectures.shapes import Shape
from models.methods import method
from models.methods.method import Formula, Paper, Parts
from models.methods.prefix import fits
from models.methods.prompt import words

if TYPE_CHECKING:
    from torch import nn

NAME = "p_tuning"
TITLE = "P-튜닝"
PAPER = Paper("Liu et al.", 2021, "GPT Understands, Too", "arXiv 2103.10385", "§3", "https://arxiv.org/abs/2103.10385")


class Config(method.Config):
    length: int = Field(16, ge=1, le=4096, description="글 앞에 두는 벡터의 수. 그만큼 쓸 수 있는 문맥이 줄어듭니다.")
    encoder: Literal["lstm", "mlp"] = Field("lstm", description="벡터를 만드는 프롬프트 인코더: lstm 또는 mlp.")

    def check(self, shape: Shape) -> None:
        fits(self.length, shape.context, shape.name)


def formula(shape: Shape, config: Config) -> Formula:
    config.check(shape)
    length, d = config.length, shape.embedding
    if config.encoder == "mlp":
        return Formula(length * d + 3 * (d * d + d), 0, "length × d + 3(d² + d)", f"{length}×{d} + 3×({d}² + {d})")
    lstm = 2 * (8 * d * d + 8 * d) + 2 * (12 * d * d + 8 * d)  # two directions each; the second layer reads 2d values
    network = (2 * d) * (2 * d) + 2 * d + 2 * d * d + d
    return Formula(
        length * d + lstm + network,
        0,
        "length × d + LSTM (40d² + 32d) + 신경망 (6d² + 3d)",
        f"{length}×{d} + (40×{d}² + 32×{d}) + (6×{d}² + 3×{d})",
    )


def parts(model: nn.Module, config: Config) -> Parts:
    from models.architectures.width import context_of
    from models.virtual_tokens import EncodedPrompt

    fits(config.length, context_of(model), type(model).__name__)
    return Parts({}, EncodedPrompt(words(model, config.length), config.encoder))

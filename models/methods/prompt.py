"""Prompt tuning: trained vectors before the embedded text, in the input only (Lester, Al-Rfou & Constant 2021).

[P; E(x)],   P (length, d)

trainable = length * d.  The vectors start as embeddings of words of the vocabulary, which beats noise (§3.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pydantic import Field

from models.architectures.shapes import Shape
from models.methods import method
from models.methods.method import Formula, Paper, Parts
from models.methods.prefix import fits

if TYPE_CHECKING:
    from torch import Tensor, nn

NAME = "prompt"
TITLE = "프롬프트 튜닝"
PAPER = Paper(
    "Lester, Al-Rfou & Constant",
    2021,
    "The Power of Scale for Parameter-Efficient Prompt Tuning",
    "EMNLP 2021",
    "§2",
    "https://aclanthology.org/2021.emnlp-main.243",
)


class Config(method.Config):
    length: int = Field(
        16, ge=1, le=4096, description="글 앞에 두는 학습된 벡터의 수. 그만큼 쓸 수 있는 문맥이 줄어듭니다."
    )

    def check(self, shape: Shape) -> None:
        fits(self.length, shape.context, shape.name)


def formula(shape: Shape, config: Config) -> Formula:
    config.check(shape)
    return Formula(config.length * shape.embedding, 0, "length × d", f"{config.length}×{shape.embedding}")


def parts(model: nn.Module, config: Config) -> Parts:
    from models.architectures.width import context_of
    from models.virtual_tokens import Prompt

    fits(config.length, context_of(model), type(model).__name__)
    return Parts({}, Prompt(words(model, config.length)))


def words(model: nn.Module, length: int) -> Tensor:
    """Embeddings of `length` words drawn from the vocabulary with torch's generator.  # (length, d)"""
    import torch

    table = cast("nn.Module", model.get_input_embeddings())  # type: ignore[operator]
    weight = cast("Tensor", table.weight)
    chosen = torch.randint(len(weight), (length,), device="cpu").to(weight.device)
    with torch.no_grad():
        return cast("Tensor", table(chosen)).float()

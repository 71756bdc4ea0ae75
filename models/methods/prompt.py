"""Prompt tuning: trained vectors before the embedded text, in the input only (Lester, Al-Rfou & Constant 2021).

[P; E(x)],   P (length, d)

trainable = length * d.  The vectors start as embeddings of words of the vocabulary (the paper's better choice than noise).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from models.methods import method
from models.methods.method import Formula, Paper, Parts
from models.methods.prefix import fits
from models.shapes import Shape

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
        fits(self.length, shape)


def formula(shape: Shape, config: Config) -> Formula:
    config.check(shape)
    return Formula(config.length * shape.embedding, 0, "length × d", f"{config.length}×{shape.embedding}")


def parts(model: nn.Module, config: Config) -> Parts:
    from models.insertions import Prompt

    return Parts({}, Prompt(words(model, config.length)))


def words(model: nn.Module, length: int) -> Tensor:
    """Embeddings of `length` words drawn from the vocabulary (with torch's generator).  # (length, d)"""
    import torch

    table = model.get_input_embeddings().weight  # type: ignore[operator]
    chosen = torch.randint(len(table), (length,), device="cpu")
    return table.detach()[chosen.to(table.device)]  # type: ignore[no-any-return]

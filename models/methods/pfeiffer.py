"""Pfeiffer adapters: one bottleneck a block, behind the feed-forward layer (Pfeiffer et al. 2021, found by search).

h <- h + W_up gelu(W_down h + b_down) + b_up,   W_down (m, d), W_up (d, m)

trainable = blocks * (2 d m + d + m);  no LayerNorm is added and none trains

As in houlsby.py the inner function is GELU (the code of Houlsby et al.; the authors' adapters library takes ReLU here).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from models.architectures.shapes import Shape
from models.methods import method
from models.methods.houlsby import narrower
from models.methods.method import Formula, Paper, Parts

if TYPE_CHECKING:
    from torch import nn

NAME = "pfeiffer"
TITLE = "Pfeiffer 어댑터"
PAPER = Paper(
    "Pfeiffer, Kamath, Rücklé, Cho & Gurevych",
    2021,
    "AdapterFusion: Non-Destructive Task Composition for Transfer Learning",
    "EACL 2021",
    "appendix A.2",
    "https://aclanthology.org/2021.eacl-main.39",
)


class Config(method.Config):
    bottleneck: int = Field(16, ge=1, le=4096, description="어댑터 가운데의 좁은 폭 m. 클수록 많이 배우고 많이 듭니다.")

    def check(self, shape: Shape) -> None:
        narrower(self.bottleneck, shape.width)


def formula(shape: Shape, config: Config) -> Formula:
    config.check(shape)
    d, m, sites = shape.width, config.bottleneck, shape.ffn_sites
    return Formula(sites * (2 * d * m + d + m), 0, "자리 수 × (2dm + d + m)", f"{sites}×(2×{d}×{m} + {d} + {m})")


def parts(model: nn.Module, config: Config) -> Parts:
    from models.architectures.anatomy import blocks
    from models.architectures.width import width_of
    from models.insertions import Bottleneck

    d = width_of(model)
    narrower(config.bottleneck, d)
    return Parts({block.ffn[-1]: Bottleneck(d, config.bottleneck) for block in blocks(model)})

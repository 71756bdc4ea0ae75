"""Houlsby adapters: two bottlenecks a block, behind attention and behind the feed-forward layer (Houlsby et al. 2019).

h <- h + W_up gelu(W_down h + b_down) + b_up,   W_down (m, d), W_up (d, m), before the residual sum

trainable = sites * (2 d m + d + m)  (+ 2 d for every LayerNorm when `train_layer_norm`, as the paper and its code did)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from models.architectures.shapes import Shape
from models.methods import method
from models.methods.method import Formula, Paper, Parts
from models.refusals import Refused

if TYPE_CHECKING:
    from torch import nn

NAME = "houlsby"
TITLE = "Houlsby 어댑터"
PAPER = Paper(
    "Houlsby et al.",
    2019,
    "Parameter-Efficient Transfer Learning for NLP",
    "ICML 2019",
    "§2.1",
    "https://arxiv.org/abs/1902.00751",
)


class Config(method.Config):
    bottleneck: int = Field(16, ge=1, le=4096, description="어댑터 가운데의 좁은 폭 m. 클수록 많이 배우고 많이 듭니다.")
    train_layer_norm: bool = Field(
        False, description="원래 모델의 레이어 정규화도 모두 함께 학습할지. 논문은 함께 학습했습니다."
    )

    def check(self, shape: Shape) -> None:
        narrower(self.bottleneck, shape.width)


def narrower(bottleneck: int, width: int) -> None:
    if bottleneck > width:
        raise Refused(
            f"bottleneck={bottleneck}: 모델의 폭 d={width}보다 넓으면 병목이 아닙니다. {width} 이하로 해 주세요.",
            "bottleneck",
        )


def formula(shape: Shape, config: Config) -> Formula:
    config.check(shape)
    d, m, sites = shape.width, config.bottleneck, shape.attention_sites + shape.ffn_sites
    total, symbols = sites * (2 * d * m + d + m), "자리 수 × (2dm + d + m)"
    numbers = f"{sites}×(2×{d}×{m} + {d} + {m})"
    if config.train_layer_norm:
        values = 2 if shape.norm == "layer" else 1
        total += sum(norms.number * values * norms.size for norms in shape.norms)
        symbols += " + 정규화 수 × 2d" if values == 2 else " + 정규화 수 × d"
        numbers += "".join(f" + {norms.number}×{values}×{norms.size}" for norms in shape.norms)
    return Formula(total, 0, symbols, numbers)


def parts(model: nn.Module, config: Config) -> Parts:
    from models.architectures.anatomy import blocks, norms
    from models.architectures.width import width_of
    from models.insertions import Bottleneck

    d, found = width_of(model), blocks(model)
    narrower(config.bottleneck, d)
    sites = [name for block in found for name in (block.projections["o"].name, block.ffn[-1])]
    tensors = [f"{norm}.{part}" for norm in norms(model) for part in ("weight", "bias")]
    own = {name for name, _ in model.named_parameters()}
    return Parts(
        {name: Bottleneck(d, config.bottleneck) for name in sites},
        unfrozen=tuple(name for name in tensors if name in own) if config.train_layer_norm else (),
    )

"""Prefix tuning: trained keys and values before the text, in every layer (Li & Liang 2021).

    attention_i = softmax(q [P_K; K]^T / sqrt(h)) [P_V; V],   P_K, P_V (length, H h) for each of L layers

    trainable = 2 L length H h;  with `reparameterise` a network of 512 hidden values makes them in training, then goes

They start as the keys and values of drawn words (insertions.Prefix.begin), which the paper found better than noise.
P-Tuning v2 (Liu et al. 2022) is this method for understanding tasks: the same deep prompts before encoders and small
models, a classification head instead of a verbaliser, and the reparameterisation as a choice by task.
A prefix takes its length from the usable context: positions of the text start behind it.
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

NAME = "prefix"
TITLE = "프리픽스 튜닝"
PAPER = Paper(
    "Li & Liang",
    2021,
    "Prefix-Tuning: Optimizing Continuous Prompts for Generation",
    "ACL 2021",
    "§4",
    "https://aclanthology.org/2021.acl-long.353",
)
HIDDEN = 512


class Config(method.Config):
    length: int = Field(16, ge=1, le=4096, description="앞에 두는 가상 위치의 수. 그만큼 쓸 수 있는 문맥이 줄어듭니다.")
    reparameterise: bool = Field(
        False, description="학습하는 동안 작은 신경망이 프리픽스를 만들게 할지. 학습이 끝나면 신경망은 버립니다."
    )

    def check(self, shape: Shape) -> None:
        fits(self.length, shape.context, shape.name)


def fits(length: int, context: int, name: str) -> None:
    if length >= context:
        raise Refused(
            f"length={length}: {name}의 문맥은 {context}토큰이라서 글을 넣을 자리가 남지 않습니다. "
            f"{context - 1} 이하로 해 주세요.",
            "length",
        )


def formula(shape: Shape, config: Config) -> Formula:
    config.check(shape)
    layers, length, values = shape.prefix_layers, config.length, shape.prefix_width
    kept = 2 * layers * length * values
    if not config.reparameterise:
        return Formula(kept, 0, "2 × L × length × d", f"2×{layers}×{length}×{values}")
    out = 2 * layers * values
    return Formula(
        length * values + (values + 1) * HIDDEN + (HIDDEN + 1) * out,
        0,
        "length × d + (d + 1) × 512 + (512 + 1) × 2Ld",
        f"{length}×{values} + {values + 1}×{HIDDEN} + {HIDDEN + 1}×{out}",
        f"학습하는 동안의 수입니다. 신경망을 버리고 남는 프리픽스는 {kept:,}개입니다.",
    )


def parts(model: nn.Module, config: Config) -> Parts:
    from models.architectures.width import context_of, head_width_of, heads_of, layers_of
    from models.virtual_tokens import Prefix, ReparameterisedPrefix

    fits(config.length, context_of(model), type(model).__name__)
    size = (layers_of(model), heads_of(model), head_width_of(model), config.length)
    if config.reparameterise:
        return Parts({}, ReparameterisedPrefix(*size, HIDDEN))
    return Parts({}, Prefix(*size))

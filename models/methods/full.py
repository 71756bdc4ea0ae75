"""Full fine-tuning: every tensor of the body trains. The yardstick for all others.

trainable = all of the body's parameters
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.architectures.shapes import Shape
from models.methods import method
from models.methods.method import Formula, Parts

if TYPE_CHECKING:
    from torch import nn

NAME = "full"
TITLE = "전체 미세 조정"
PAPER = None


class Config(method.Config):
    """Nothing to set."""


def formula(shape: Shape, config: Config) -> Formula:
    return Formula(shape.parameters, shape.head, "본체의 모든 파라미터", f"{shape.parameters:,}")


def parts(model: nn.Module, config: Config) -> Parts:
    return Parts({}, unfrozen=tuple(name for name, _ in model.named_parameters()))

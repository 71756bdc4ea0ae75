"""Head only: the body is frozen, the task head trains; what features of the frozen model are worth by themselves.

    body = 0;  head = d_out * d_in (+ biases)

Where the output matrix is tied to the token embeddings, a copy of it trains and the embeddings stay as they were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.architectures.shapes import Shape
from models.methods import method
from models.methods.method import Formula, Parts
from models.refusals import Refused

if TYPE_CHECKING:
    from torch import nn

NAME = "head"
TITLE = "출력층만 학습"
PAPER = None
HEADS = ("classifier", "pre_classifier", "score", "lm_head", "embed_out", "qa_outputs")


class Config(method.Config):
    """Nothing to set."""


def formula(shape: Shape, config: Config) -> Formula:
    return Formula(0, shape.output, "본체 0 + 출력층", f"0 + {shape.output:,}", "본체는 모두 얼어 있습니다.")


def parts(model: nn.Module, config: Config) -> Parts:
    names = tuple(name for name, _ in model.named_parameters(remove_duplicate=False) if name.split(".")[0] in HEADS)
    if not names:
        raise Refused(f"이 모델({type(model).__name__})에는 따로 학습할 출력층이 없습니다.", "method")
    shared = {id(p) for name, p in model.named_parameters(remove_duplicate=False) if name not in names}
    return Parts({}, unfrozen=names, copied=tuple(name for name in names if id(model.get_parameter(name)) in shared))

"""Head only: the body is frozen, the task head trains; what features of the frozen model are worth by themselves.

    body = 0;  head = d_out * d_in (+ biases)

Where the output matrix is tied to the token embeddings, the head trains a copy of it, so that the input stays as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.methods import method
from models.methods.method import Formula, Parts
from models.shapes import Shape

if TYPE_CHECKING:
    from torch import nn

NAME = "head"
TITLE = "출력층만 학습"
PAPER = None
HEADS = ("classifier", "pre_classifier", "score", "lm_head", "qa_outputs")


class Config(method.Config):
    """Nothing to set."""


def formula(shape: Shape, config: Config) -> Formula:
    return Formula(0, shape.output, "본체 0 + 출력층", f"0 + {shape.output:,}", "본체는 모두 얼어 있습니다.")


def parts(model: nn.Module, config: Config) -> Parts:
    _untie(model)
    names = [name for name, _ in model.named_parameters() if name.split(".")[0] in HEADS]
    return Parts({}, unfrozen=tuple(names))


def _untie(model: nn.Module) -> None:
    """Gives the output matrix a copy of its own when it is the very tensor of the input embeddings."""
    from torch import nn

    output, embed = getattr(model, "lm_head", None), model.get_input_embeddings()  # type: ignore[operator]
    if output is not None and output.weight is embed.weight:
        output.weight = nn.Parameter(embed.weight.detach().clone())

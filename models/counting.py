"""Exact parameter counts, measured on the meta device: tensors have shapes and no memory, nothing is downloaded.

Knows no method by name but `head`, whose tensors are the task head's and not the body's.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, cast

import torch
from torch import Tensor, nn
from transformers import (
    CONFIG_MAPPING,
    AutoModelForCausalLM,
    AutoModelForSeq2SeqLM,
    AutoModelForSequenceClassification,
)
from transformers.utils import logging

from models import architectures
from models.architectures.body import LABELS
from models.architectures.shapes import Shape
from models.base import BUILDING
from models.methods import Config, Formula, head, method
from models.tuning import Tuned

TASK_HEADS = set(head.HEADS) - {"lm_head", "embed_out"}  # pretraining does not make these
_TOLD = ("architecture", "method", "config", "base_parameters", "trainable_parameters", "head_parameters")


@dataclass(frozen=True)
class Trained:
    """One tensor that trains."""

    name: str
    shape: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class Count:
    """What trains when a method is attached to an architecture.

    `base_parameters` are the pretrained model's, without a task head; `trainable_parameters` are the method's, without
    the head; `head_parameters` are the task head's, which every method trains along (for `head`: what it trains).
    `tensors` add up to `trainable_parameters` (for `head`: to `head_parameters`).
    """

    architecture: str
    method: str
    config: dict[str, Any]
    base_parameters: int
    trainable_parameters: int
    head_parameters: int
    tensors: tuple[Trained, ...]
    formula: Formula

    @property
    def percent(self) -> float:
        """Of the pretrained model's parameters; the head is left out on both sides."""
        return 100 * self.trainable_parameters / self.base_parameters

    @property
    def trains(self) -> int:
        """What the formula is about: the method's parameters, or those of the head where the method trains that."""
        return sum(tensor.count for tensor in self.tensors)

    def report(self) -> dict[str, Any]:
        """As `seodang count --json` and the API tell it."""
        formula = self.formula
        line = f"{formula.symbols} = {formula.numbers} = {self.trains:,}" if formula.symbols else ""
        told = {key: getattr(self, key) for key in _TOLD}
        return {**told, "percent": self.percent, "tensors": [asdict(each) for each in self.tensors], "formula": line}


def count(architecture: str, name: str, config: Config) -> Count:
    """Measures. Raises Refused for an unknown architecture or values that it cannot bear."""
    shape = architectures.shape(architecture)
    formula = method(name).formula(shape, config)
    return measure(build(architecture), shape, name, config, formula)


def build(architecture: str) -> nn.Module:
    """The model on the meta device: encoders with a classifier for two labels, the others as they write text."""
    given = {name: value for name, value in architectures.config(architecture).items() if name != "published"}
    shape = architectures.shape(architecture)
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    config = CONFIG_MAPPING[shape.family].from_dict(given)
    config.dtype = torch.float32  # else the library makes another one the default, of all threads
    if shape.head:
        config.num_labels = LABELS
    kind: Any = AutoModelForSequenceClassification if shape.head else AutoModelForCausalLM
    if config.is_encoder_decoder:
        kind = AutoModelForSeq2SeqLM
    with BUILDING, torch.device("meta"):
        return cast(nn.Module, kind.from_config(config))


def measure(model: nn.Module, shape: Shape, name: str, config: Config, formula: Formula) -> Count:
    """Attaches the method to a model on the meta device, counts, and detaches it. `head` leaves tied matrices apart."""
    parameters = {key: parameter.numel() for key, parameter in model.named_parameters()}
    task = {key: number for key, number in parameters.items() if key.split(".")[0] in TASK_HEADS}
    with torch.device("meta"):
        tuned = Tuned(model, name, config)
    trained = [_trained(key, tensor) for key, tensor in tuned.trainable.items() if name == head.NAME or key not in task]
    tuned.detach()
    total = sum(tensor.count for tensor in trained)
    return Count(
        architecture=shape.name,
        method=name,
        config=config.model_dump(),
        base_parameters=sum(parameters.values()) - sum(task.values()),
        trainable_parameters=0 if name == head.NAME else total,
        head_parameters=total if name == head.NAME else sum(task.values()),
        tensors=tuple(trained),
        formula=_checked(formula, total),
    )


def _trained(name: str, tensor: Tensor) -> Trained:
    return Trained(name, tuple(tensor.shape), tensor.numel())


def _checked(formula: Formula, measured: int) -> Formula:
    """The formula, if it says what was measured. A folder's configuration may hold settings that no formula knows."""
    if measured in (formula.trainable, formula.head):
        return formula
    note = "이 폴더의 구성에는 공식이 모르는 설정이 있어서, 공식 없이 잰 수만 보여 드립니다."
    return Formula(measured, formula.head, "", "", note)

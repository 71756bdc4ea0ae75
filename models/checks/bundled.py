"""What methods are tried on: the bundled base, its variants, and reviews of our own to label. Decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import deepcopy
from functools import cache
from typing import Any

import torch
from torch import Tensor, nn

from models import base as bases
from models import tasks, variants
from models.base import Base
from models.examples import Example
from models.insertions import LowRank
from models.methods import configure
from models.tasks import Row
from models.tasks.prompts import REVIEWS
from models.tasks.reading import NEGATIVE, POSITIVE
from models.training import Plan, train
from models.tuning import Tuned

CHECKPOINTS = bases.BUNDLED.parent
CLOSE = (
    1e-3  # logits of the same function may differ by this with the order of summation; those of others by whole units
)
FEW = 6  # reviews to practise on
LABEL = tasks.task("label")


@cache
def base() -> Base:
    """Read once. Checks work on copies of its model (`fresh`)."""
    return bases.load()


def fresh() -> nn.Module:
    """The pretrained model, as it is loaded: everything would train."""
    return deepcopy(base().model)


def attached(method: str, model: nn.Module | None = None, **settings: Any) -> Tuned:
    """A method as it begins, on a fresh model if none is given; its random values are always the same."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return Tuned(model or fresh(), method, configure(method, settings))


@cache
def variant(name: str) -> variants.Variant:
    """A variant that comes with the course, e.g. `label-lora-8`: trained to the end, on thousands of texts."""
    return variants.read(CHECKPOINTS / name)


def trained(name: str) -> Tuned:
    """The bundled variant on a fresh model."""
    return variants.attach(fresh(), variant(name))


@cache
def reviews() -> tuple[Example, ...]:
    """Reviews to label, as the task reads them; good ones (even) and bad ones take turns."""
    rows = [Row(text, NEGATIVE if number % 2 else POSITIVE) for number, text in enumerate(REVIEWS)]
    return tuple(tasks.joined(LABEL, row, base().encode, base().end) for row in rows)


def ids(row: int = 0) -> Tensor:
    """One review without its label.  # (1, T)"""
    return torch.tensor([base().encode(LABEL.prompt(REVIEWS[row]))])


@torch.no_grad()
def logits(asked: Tuned | nn.Module, given: Tensor) -> Tensor:
    """What the model, tuned or not, gives for ids (B, T).  # (B, T, V)"""
    model = asked.model if isinstance(asked, Tuned) else asked
    found: Tensor = model(input_ids=given, attention_mask=torch.ones_like(given)).logits
    return found


def same(some: Tensor, others: Tensor) -> bool:
    return torch.allclose(some, others, atol=CLOSE)


def practise(tuned: Tuned, steps: int = 2, rate: float = 1e-2, rows: Sequence[Example] | None = None) -> None:
    """A few steps of training as the lab does it, on the first reviews if no rows are given."""
    chosen = reviews()[:FEW] if rows is None else rows
    for _ in train(tuned, chosen, Plan(steps=steps, rate=rate, batch=len(chosen), warm_up=0.0)):
        pass


def low_ranks(tuned: Tuned) -> dict[str, LowRank]:
    """The LoRA modules, by the layer that they stand beside."""
    return {layer: part for layer, part in tuned.insertions.items() if isinstance(part, LowRank)}


def values(model: nn.Module) -> dict[str, Tensor]:
    return {name: tensor.detach().clone() for name, tensor in model.named_parameters()}


def moved(model: nn.Module, before: dict[str, Tensor]) -> set[str]:
    """Names of the tensors of which a bit has changed."""
    return {name for name, tensor in before.items() if not torch.equal(model.get_parameter(name), tensor)}


def only(found: Collection[str]) -> str | list[str]:
    """The one outcome that was found. Several or none are given as they are: no answer fits them."""
    return next(iter(found)) if len(found) == 1 else list(found)

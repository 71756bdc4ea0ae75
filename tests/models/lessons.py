"""A pattern to learn, a plan to learn it by, and a tiny model to tune. Knows no single test."""

from __future__ import annotations

from collections.abc import Callable

import torch

from models.examples import Example
from models.methods import configure
from models.training import Plan
from models.tuning import Tuned
from tests.models.tiny import tiny

PATTERN = [Example((1, *range(start, start + 4 + start % 4)), 1 + start % 3) for start in range(3, 27)]
PLAN = Plan(steps=12, rate=0.03, batch=6, seed=5)


def tuned(method: str = "lora", kind: str = "opt", **config: object) -> Tuned:
    model = tiny(kind)
    torch.manual_seed(1)
    return Tuned(model, method, configure(method, config))


def equal(one: Tuned, other: Tuned) -> bool:
    return all(torch.equal(one.trainable[name], other.trainable[name]) for name in one.trainable)


def after(steps: int) -> Callable[[], bool]:
    """True from the poll before step `steps` + 1 on."""
    polled = iter(range(steps))
    return lambda: next(polled, None) is None

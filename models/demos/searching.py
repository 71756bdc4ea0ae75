"""The learning rate of each method on each task, by validation loss: the course teaches methods, not a tuning artefact.

Every rate of the recipe's grid trains for the same few steps; when the best lies at the edge, the grid grows by a step.
"""

from __future__ import annotations

import copy
import json
import math
from dataclasses import replace
from pathlib import Path

import torch

from models.demos.recipes import Recipe
from models.demos.workshop import Workshop
from models.tasks import Task
from models.training import Plan, TrainingFailed, train
from models.tuning import Tuned

FURTHER = 2  # times a grid may grow on either side


def search(shop: Workshop, task: Task, recipe: Recipe, plan: Plan, folder: Path) -> dict[float, float]:
    """Validation loss (nats per target token; infinite where training ran away) by rate, after `plan.steps` steps.

    Kept in `folder` as it goes, a file a length. Once a length was searched, others try its best rate and the one below
    (longer trainings seldom want a higher one).
    """
    file = folder / f"steps-{plan.steps}.json"
    others = [_read(other) for other in sorted(folder.glob("steps-*.json")) if other != file]
    found = _read(file)
    for rate in _narrowed(others[0]) if others else recipe.rates:
        _try(shop, task, recipe, plan, rate, found, file)
    for _ in range(0 if others else FURTHER):
        beyond = edge(found)
        if beyond is None:
            break
        _try(shop, task, recipe, plan, beyond, found, file)
    return found


def _read(file: Path) -> dict[float, float]:
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {float(rate): loss for rate, loss in kept.items()}


def _narrowed(found: dict[float, float]) -> list[float]:
    rates = sorted(found)
    best = rates.index(min(rates, key=lambda rate: found[rate]))
    return rates[max(0, best - 1) : best + 1]


def edge(found: dict[float, float]) -> float | None:
    """The next rate outside the grid, when the best one lies at its edge (about a factor of three further)."""
    rates = sorted(found)
    best = min(rates, key=lambda rate: found[rate])
    if best not in (rates[0], rates[-1]) or math.isinf(found[best]):
        return None
    step = 10**0.5 if best == rates[-1] else 10**-0.5
    return float(f"{best * step:.1g}")


def _try(
    shop: Workshop, task: Task, recipe: Recipe, plan: Plan, rate: float, found: dict[float, float], file: Path
) -> None:
    if rate in found:
        return
    torch.manual_seed(plan.seed)
    tuned = Tuned(copy.deepcopy(shop.base.model), recipe.method, recipe.config)
    try:
        steps = list(
            train(tuned, shop.examples(task, "train"), replace(plan, rate=rate), shop.examples(task, "validation"))
        )
        found[rate] = round(steps[-1].validation or math.inf, 4)
    except TrainingFailed:
        found[rate] = math.inf
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({str(rate): loss for rate, loss in sorted(found.items())}), encoding="utf-8")

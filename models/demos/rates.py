"""The record of the searches, and the learning rate and length that each found best. Imports no torch."""

from __future__ import annotations

import json
from pathlib import Path

Losses = dict[str, float]  # by learning rate
Searches = dict[str, dict[str, dict[str, Losses]]]  # by task, recipe and number of steps


def searches(work: Path) -> Searches:
    """Validation loss (nats per target token) of everything that was tried."""
    found: Searches = {}
    for file in sorted(work.glob("search/*/*/steps-*.json")):
        steps = file.stem.removeprefix("steps-")
        kept = json.loads(file.read_text(encoding="utf-8"))
        found.setdefault(file.parts[-3], {}).setdefault(file.parts[-2], {})[steps] = kept
    return found


def best(found: Searches) -> dict[str, dict[str, dict[str, float]]]:
    """The rate, and where several lengths were tried the number of steps, with the lowest loss; by task and recipe."""
    return {task: {recipe: _best(tried) for recipe, tried in recipes.items()} for task, recipes in found.items()}


def _best(tried: dict[str, Losses]) -> dict[str, float]:
    loss, steps, rate = min(
        (loss, int(steps), rate) for steps, losses in tried.items() for rate, loss in losses.items()
    )
    return {"rate": float(rate), "loss": loss} | ({"steps": steps} if len(tried) > 1 else {})

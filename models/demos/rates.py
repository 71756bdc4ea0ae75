"""The record of the searches for learning rates, and the best of each. Imports no torch."""

from __future__ import annotations

import json
from pathlib import Path


def searches(work: Path) -> dict[str, dict[str, dict[str, float]]]:
    """Validation loss by learning rate, for every task and recipe that was searched."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for file in sorted(work.glob("search/*/*/rates.json")):
        found.setdefault(file.parts[-3], {})[file.parts[-2]] = json.loads(file.read_text(encoding="utf-8"))
    return found


def best_rates(found: dict[str, dict[str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    """The rate with the lowest validation loss, by task and recipe: what `recipes.chosen_rate` reads."""
    return {
        slug: {name: float(min(losses, key=lambda rate: losses[rate])) for name, losses in recipes.items()}
        for slug, recipes in found.items()
    }

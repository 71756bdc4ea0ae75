"""The learning rates that a form begins with: what the search for the bundled variants found. Knows no form."""

from __future__ import annotations

from models.demos.recipes import RECIPES, chosen

RECIPE = {"lora": "lora-8"}  # where several recipes share a method; else the first
UNSEARCHED = {"head": 1e-3, "p_tuning": 1e-2}


def rate(method: str, task: str) -> str:
    """As the form writes it; empty for a method that nobody knows."""
    if method in UNSEARCHED:
        return f"{UNSEARCHED[method]:g}"
    name = RECIPE.get(method) or next((one.name for one in RECIPES.values() if one.method == method), None)
    return f"{chosen(task, name, 0)[0]:g}" if name else ""

"""Which variants are made: methods with their settings, and the learning rates the search chose. Imports no torch."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.methods import Config, configure
from models.refusals import Refused

RATES = (
    Path(__file__).parent / "rates.json"
)  # written by models/demos/searching.py: {"task": {"recipe": {"rate": ..., "steps": ...}}}


@dataclass(frozen=True)
class Recipe:
    """A method with its settings under a short name. `rates` are the learning rates among which the search chooses."""

    name: str
    method: str
    title: str
    rates: tuple[float, ...]
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def config(self) -> Config:
        return configure(self.method, self.settings)


# The grids were laid around the rates of the measured prototype, one step of about three on either side.
RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe("full", "full", "전체 미세 조정", (1e-4, 3e-4, 1e-3)),
        Recipe("lora-8", "lora", "LoRA (r=8)", (1e-3, 3e-3, 1e-2), {"rank": 8, "alpha": 16}),
        Recipe("lora-2", "lora", "LoRA (r=2)", (3e-3, 1e-2, 3e-2), {"rank": 2, "alpha": 4}),
        Recipe("houlsby", "houlsby", "Houlsby 어댑터 (m=16)", (1e-3, 3e-3, 1e-2), {"bottleneck": 16}),
        Recipe("houlsby-8", "houlsby", "Houlsby 어댑터 (m=8)", (1e-3, 3e-3, 1e-2), {"bottleneck": 8}),
        Recipe("pfeiffer", "pfeiffer", "Pfeiffer 어댑터 (m=16)", (1e-3, 3e-3, 1e-2), {"bottleneck": 16}),
        Recipe("bitfit", "bitfit", "BitFit", (1e-3, 3e-3, 1e-2, 3e-2)),
        Recipe("prefix", "prefix", "프리픽스 튜닝 (16)", (1e-2, 3e-2, 1e-1, 3e-1), {"length": 16}),
        Recipe("prompt", "prompt", "프롬프트 튜닝 (16)", (1e-2, 3e-2, 1e-1, 3e-1), {"length": 16}),
    )
}

# About the same number of trained parameters each: 49,152 to 52,320 of the bundled model's 6,902,272.
MATCHED = ("lora-8", "prefix", "pfeiffer", "houlsby-8")


def recipe(name: str) -> Recipe:
    """The recipe of that name; an unknown name lists the known ones."""
    if name not in RECIPES:
        raise Refused(f"‘{name}’ 조리법은 없습니다. 아는 조리법: {', '.join(RECIPES)}.", "recipe")
    return RECIPES[name]


def chosen(task: str, name: str, steps: int, rates: Path = RATES) -> tuple[float, int]:
    """The learning rate and number of steps the search found best on the validation split.

    Where none was searched: the grid's middle, and `steps`.
    """
    found = json.loads(rates.read_text(encoding="utf-8")) if rates.exists() else {}
    grid = recipe(name).rates
    own = found.get(task, {}).get(name, {})
    return float(own.get("rate", grid[len(grid) // 2])), int(own.get("steps", steps))

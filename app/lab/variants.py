"""What can be compared: the variants on disk for a task, each with its figures. Reads cards and the table of results,
never weights; knows neither worker nor pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models import architectures
from models.architectures.shapes import Shape
from models.demos.recipes import RECIPES
from models.demos.results import Line, Table, read_table
from models.label import WEIGHTS
from models.methods import METHODS
from models.refusals import Refused
from models.serving.cards import Card, cards, has_weights

BASE = "base"
BASE_TITLE = "바탕 모델"
RESULTS = "results.json"
BUNDLED = architectures.BUNDLED.parents[1]  # models/checkpoints
BASE_WEIGHTS = architectures.BUNDLED.with_name("model.safetensors")


@dataclass(frozen=True)
class Candidate:
    """One column to choose. A figure is None where nobody has measured it; `ms` a token alone on `hardware`."""

    name: str  # of the variant's folder; `base` for the model itself
    title: str
    method: str
    trainable: int | None = None
    share: float | None = None  # percent of the base
    bytes: int | None = None  # on disk
    ms: float | None = None
    hardware: str = ""
    formula: str = ""  # with the numbers put in


class Shelf:
    """The variants in some folders, of which the first may hold a table of what was measured (read once)."""

    def __init__(self, folders: Sequence[Path], base: str = "bundled") -> None:
        self.folders = tuple(folders)
        self.table = _table(self.folders[0] / RESULTS)
        self.shape = _shape(base)
        self.base_size = BASE_WEIGHTS.stat().st_size if base == "bundled" and BASE_WEIGHTS.is_file() else None

    def of(self, task: str) -> list[Candidate]:
        """In the order of the recipes, then by name: no order by size, which would answer the question."""
        found: dict[str, Card] = {}
        for card in cards(self.folders):
            if card.task == task and has_weights(card):
                found.setdefault(card.name, card)
        order = [f"{task}-{recipe}" for recipe in RECIPES]
        names = sorted(found, key=lambda name: (order.index(name) if name in order else len(order), name))
        return [self._candidate(found[name]) for name in names]

    def base(self, task: str) -> Candidate:
        line = next((one for one in self.table.untuned if one.task == task), None) if self.table else None
        size = self.table.base_bytes if self.table else self.base_size
        return Candidate(BASE, BASE_TITLE, BASE, 0, 0.0, size, *_latency(line))

    def _candidate(self, card: Card) -> Candidate:
        line = self._line(card)
        trainable, formula = _count(self.shape, card)
        if line is not None:
            trainable = line.trainable
        share = None if trainable is None or self.shape is None else 100 * trainable / self.shape.parameters
        size = (card.folder / WEIGHTS).stat().st_size
        return Candidate(card.name, _title(card), card.method, trainable, share, size, *_latency(line), formula)

    def _line(self, card: Card) -> Line | None:
        """What was measured of this very variant: the same base, task, recipe and settings."""
        if self.table is None or self.table.base != card.base:
            return None
        named = (one for one in self.table.lines if f"{one.task}-{one.recipe}" == card.name)
        return next((one for one in named if one.settings == card.config.model_dump()), None)


def _table(path: Path) -> Table | None:
    try:
        return read_table(path)
    except (OSError, ValueError):
        return None


def _shape(base: str) -> Shape | None:
    """None for a base whose sizes nobody knows here, such as one by its name on a hub."""
    try:
        return architectures.shape(base)
    except Refused:
        return None


def _count(shape: Shape | None, card: Card) -> tuple[int | None, str]:
    if shape is None:
        return None, ""
    try:
        formula = METHODS[card.method].formula(shape, card.config)
    except Refused:
        return None, ""
    return formula.trainable or formula.head, formula.numbers


def _latency(line: Line | None) -> tuple[float | None, str]:
    if line is None or line.latency is None or 1 not in line.latency.unmerged:
        return None, ""
    return line.latency.unmerged[1], line.latency.hardware


def _title(card: Card) -> str:
    recipe = RECIPES.get(card.name.removeprefix(f"{card.task}-"))
    return recipe.title if recipe else f"{METHODS[card.method].TITLE} ‘{card.name}’"

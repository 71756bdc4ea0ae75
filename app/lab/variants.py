"""What can be compared: the variants on disk for a task, each with its figures. Reads cards and the table of results,
never weights; knows neither worker nor pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from models import architectures
from models.architectures.shapes import Shape
from models.demos.recipes import RECIPES
from models.demos.results import Line, Table, read_table
from models.label import LABEL, WEIGHTS
from models.methods import METHODS
from models.refusals import Refused
from models.serving.cards import Card, card_of, cards, has_weights

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
    mine: bool = False  # the learner trained it


@dataclass(frozen=True)
class Own:
    """A variant that a learner trained, by the name of its folder; `trainable` as the trainer counted."""

    key: str
    title: str
    trainable: int | None


class Shelf:
    """The variants in some folders, each of which may hold a table of what was measured; `own` holds the learners'."""

    def __init__(self, folders: Sequence[Path], base: str = "bundled", own: Path | None = None) -> None:
        self.folders, self.name, self.own = tuple(folders), base, own
        self.shape = _shape(base)
        self.base_size = BASE_WEIGHTS.stat().st_size if base == "bundled" and BASE_WEIGHTS.is_file() else None

    @property
    def table(self) -> Table | None:
        """Of the base model in use, from the first folder that has it, as it lies there now."""
        tables = (_table(folder / RESULTS) for folder in self.folders)
        return next((table for table in tables if table is not None and table.base_name == self.name), None)

    def of(self, task: str) -> list[Candidate]:
        """In the order of the recipes, then by name: no order by size, which would answer the question."""
        found: dict[str, Card] = {}
        for card in cards(self.folders):
            if card.task == task and has_weights(card):
                found.setdefault(card.name, card)
        order = [f"{task}-{recipe}" for recipe in RECIPES]
        names = sorted(found, key=lambda name: (order.index(name) if name in order else len(order), name))
        return [self._candidate(found[name]) for name in names]

    def owned(self, trained: Sequence[Own], task: str) -> list[Candidate]:
        """Of what a learner trained, the variants that still lie there and are for the task."""
        found = ((one, self._owned(one)) for one in trained)
        return [self._mine(one, card) for one, card in found if card and card.task == task and has_weights(card)]

    def base(self, task: str) -> Candidate:
        table = self.table
        untuned = table.untuned if table else ()
        line = next((one for one in untuned if one.task == task), next(iter(untuned), None))  # as fast on every task
        size = table.base_bytes if table else self.base_size
        return Candidate(BASE, BASE_TITLE, BASE, 0, 0.0, size, *_latency(line))

    def _candidate(self, card: Card) -> Candidate:
        line = self._line(card)
        trainable, formula = _count(self.shape, card)
        if line is not None:
            trainable = line.trainable
        share = None if trainable is None or self.shape is None else 100 * trainable / self.shape.parameters
        size = _size(card)
        return Candidate(card.name, _title(card), card.method, trainable, share, size, *_latency(line), formula)

    def _owned(self, one: Own) -> Card | None:
        return None if self.own is None else card_of(self.own / one.key / LABEL)

    def _mine(self, one: Own, card: Card) -> Candidate:
        """What trained may be more than what was kept of it; the formula is shown where it counts just that."""
        counted, formula = _count(self.shape, card)
        trainable = counted if one.trainable is None else one.trainable
        share = None if trainable is None or self.shape is None else 100 * trainable / self.shape.parameters
        size = _size(card)
        told = formula if counted == trainable else ""
        return Candidate(one.key, one.title, card.trained_as, trainable, share, size, formula=told, mine=True)

    def _line(self, card: Card) -> Line | None:
        """What was measured of this very variant: the same base, task, recipe and settings."""
        table = self.table
        if table is None or table.base != card.base:
            return None
        named = (one for one in table.lines if f"{one.task}-{one.recipe}" == card.name)
        return next((one for one in named if one.settings == card.config.model_dump()), None)


def _table(path: Path) -> Table | None:
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=4)
def _read(path: Path, made: int) -> Table:
    return read_table(path)


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


def _size(card: Card) -> int | None:
    """Bytes; None where it was deleted in this moment."""
    try:
        return (card.folder / WEIGHTS).stat().st_size
    except FileNotFoundError:
        return None


def _latency(line: Line | None) -> tuple[float | None, str]:
    if line is None or line.latency is None or 1 not in line.latency.unmerged:
        return None, ""
    return line.latency.unmerged[1], line.latency.hardware


def _title(card: Card) -> str:
    recipe = RECIPES.get(card.name.removeprefix(f"{card.task}-"))
    return recipe.title if recipe else f"{METHODS[card.method].TITLE} ‘{card.name}’"

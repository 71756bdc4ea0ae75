"""What one training came to, and the table over tasks, recipes and seeds: mean and spread. Imports no torch.

The file `results.json` beside the bundled checkpoints is this table; pages and cards read it.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Outcome(BaseModel):
    """One training, measured with the weights as they ship (fp16 read back as fp32). Losses: nats per target token."""

    model_config = ConfigDict(frozen=True)

    task: str
    recipe: str
    method: str
    settings: dict[str, bool | float | int | str]
    seed: int
    rate: float
    steps: int
    batch: int
    base: str  # fingerprint
    trainable: int
    share: float  # percent of the base
    bytes: int  # of the weights' file
    validation_loss: float
    test_loss: float
    figure: float  # what the task asks for, 0 to 1
    seconds: float  # of training, validation left out
    hardware: str


class Spread(BaseModel):
    """Mean and sample standard deviation over seeds; the deviation is missing where there is one seed only."""

    model_config = ConfigDict(frozen=True)

    mean: float
    deviation: float | None


class Latency(BaseModel):
    """Milliseconds for one more token of every row, by rows in the batch; measured alone on the hardware named."""

    model_config = ConfigDict(frozen=True)

    unmerged: dict[int, float]
    merged: dict[int, float] | None  # only where a method can be merged into the weights
    hardware: str


class Line(BaseModel):
    """One line of the table: one recipe on one task (`base` for the untuned model) over its seeds."""

    model_config = ConfigDict(frozen=True)

    task: str
    recipe: str
    method: str
    settings: dict[str, bool | float | int | str]
    trainable: int
    share: float
    bytes: int
    rate: float
    steps: int
    seeds: tuple[int, ...]
    validation_loss: Spread
    test_loss: Spread
    figure: Spread
    seconds: Spread
    matched: bool
    latency: Latency | None = None


class Table(BaseModel):
    """Everything measured on the variants of one base model. `figures` says, per task, what `figure` is."""

    model_config = ConfigDict(frozen=True)

    base: str
    base_name: str
    base_parameters: int
    base_bytes: int
    figures: dict[str, str]
    test_rows: dict[str, int]
    judge_accuracy: float  # of the judge of mood, on test reviews; 0 where no task asks for a mood
    hardware: str
    versions: dict[str, str]
    untuned: tuple[Line, ...]
    lines: tuple[Line, ...]


def read_table(path: Path) -> Table:
    return Table.model_validate_json(path.read_text(encoding="utf-8"))


def write_table(table: Table, path: Path) -> None:
    """Written beside and renamed; stable order, so that a change reads well in a diff."""
    whole = json.dumps(table.model_dump(mode="json"), ensure_ascii=False, indent=1)
    path.with_suffix(".part").write_text(whole + "\n", encoding="utf-8")
    path.with_suffix(".part").replace(path)


def spread(values: Iterable[float]) -> Spread:
    found = list(values)
    deviation = statistics.stdev(found) if len(found) > 1 else None
    return Spread(mean=round(statistics.fmean(found), 4), deviation=None if deviation is None else round(deviation, 4))


def line(outcomes: list[Outcome], *, matched: bool, latency: Latency | None) -> Line:
    """The outcomes of one task and recipe, one a seed, as one line."""
    first = min(outcomes, key=lambda outcome: outcome.seed)
    shared = {"task", "recipe", "method", "settings", "trainable", "share", "bytes", "rate", "steps"}
    return Line(
        **first.model_dump(include=shared),
        seeds=tuple(sorted(outcome.seed for outcome in outcomes)),
        validation_loss=spread(outcome.validation_loss for outcome in outcomes),
        test_loss=spread(outcome.test_loss for outcome in outcomes),
        figure=spread(outcome.figure for outcome in outcomes),
        seconds=spread([min(outcome.seconds for outcome in outcomes)]),  # a busy neighbour only ever adds
        matched=matched,
        latency=latency,
    )

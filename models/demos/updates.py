"""What was measured of the full updates: how much of each a rank holds, and what the rest of it is worth. No torch.

The file `updates.json` beside the bundled checkpoints is this; `python -m models.demos spectrum` writes it.
"""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict

NAME = "updates.json"


class Matrix(BaseModel):
    """The update of one weight matrix, dW = tuned - base, of one block (counted from 1).

    `shares[i]`: the part of |dW|^2 (Frobenius) that its best approximation of rank `ranks[i]` holds, 0 to 1.
    """

    model_config = ConfigDict(frozen=True)

    block: int
    kind: str  # q, k, v, o, or the name of a feed-forward layer
    shape: tuple[int, int]  # (outputs, inputs)
    norm: float  # |dW|
    relative: float  # |dW| / |base weight|
    shares: tuple[float, ...]


class Point(BaseModel):
    """The base with every matrix's update cut to one rank. `figure`: the task's, where it was measured."""

    model_config = ConfigDict(frozen=True)

    test_loss: float  # nats per target token
    figure: float | None = None


class Overlap(BaseModel):
    """A trained LoRA's update of one matrix beside the full update of the same matrix.

    `likeness[i]`: |U'V|^2 / min(r, j), U an orthonormal basis of LoRA's column space (r columns), V the full update's
    first j left singular vectors, j = `ranks[i + 1]`; `chance[i]`: what two random subspaces of these sizes have on
    the average. `held`: the part of the full update's |dW|^2 that lies in LoRA's column space.
    """

    model_config = ConfigDict(frozen=True)

    block: int
    kind: str
    singular: tuple[float, ...]  # of LoRA's update, falling
    likeness: tuple[float, ...]
    chance: tuple[float, ...]
    held: float
    held_by_chance: float


class Update(BaseModel):
    """One task. `matrices_only`: nothing but the matrices of the blocks is changed, the rest is the base's.
    `rest_tuned`: embeddings, biases and normalisations are the tuned ones throughout. Both by rank, as in `ranks`.
    """

    model_config = ConfigDict(frozen=True)

    task: str
    test_rows: int
    matrices: tuple[Matrix, ...]
    matrices_only: tuple[Point, ...]
    rest_tuned: tuple[Point, ...]
    lora_rank: int
    lora: Point
    overlaps: tuple[Overlap, ...]

    @property
    def base(self) -> Point:
        return self.matrices_only[0]

    @property
    def full(self) -> Point:
        return self.rest_tuned[-1]


class Updates(BaseModel):
    """All tasks of one base model. The last of `ranks` is the smaller side of the matrices: nothing is cut there."""

    model_config = ConfigDict(frozen=True)

    base: str  # fingerprint
    base_name: str
    seed: int  # of the trainings that were taken apart
    ranks: tuple[int, ...]
    figures: dict[str, str]  # what `figure` is, by task
    hardware: str
    versions: dict[str, str]
    tasks: tuple[Update, ...]

    def of(self, task: str) -> Update | None:
        return next((update for update in self.tasks if update.task == task), None)


def read_updates(path: Path) -> Updates:
    return Updates.model_validate_json(path.read_text(encoding="utf-8"))


def write_updates(updates: Updates, path: Path) -> None:
    """Written beside and renamed; one line a matrix, so that the file stays small and a diff can be read."""
    told = updates.model_dump(mode="json")
    tasks = told.pop("tasks")
    whole = json.dumps({**told, "tasks": []}, ensure_ascii=False, indent=1).removesuffix("[]\n}")
    lines = ",\n".join(json.dumps(task, ensure_ascii=False).replace('{"block"', '\n  {"block"') for task in tasks)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".part").write_text(f"{whole}[\n{lines}\n]}}\n", encoding="utf-8")
    path.with_suffix(".part").replace(path)

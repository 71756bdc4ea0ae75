"""The checkpoint of one training in a folder, read only by the run that wrote it. Knows no schedule."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypedDict, cast

import torch
from torch import Tensor

from models.examples import Example
from models.refusals import Refused
from models.tuning import Tuned

NAME = "training.pt"


class Kept(TypedDict):
    identity: str
    step: int
    tensors: dict[str, Tensor]
    optimiser: dict[str, Any]
    last: dict[str, Any]  # the fields of the last Step


def identity(tuned: Tuned, plan: Any, examples: Sequence[Example]) -> str:
    """Tells one run from another: the plan, the method with its settings, what trains, and every example."""
    shapes = [(name, tuple(tensor.shape)) for name, tensor in tuned.trainable.items()]
    told = repr((asdict(plan), tuned.method, tuned.config.model_dump(), shapes, [tuple(row) for row in examples]))
    return hashlib.sha256(told.encode()).hexdigest()


def keep(
    folder: Path,
    identity: str,
    step: int,
    tensors: Mapping[str, Tensor],
    optimiser: torch.optim.Optimizer,
    last: Any,
) -> None:
    """A kill in between leaves the last good checkpoint; a full disk raises OSError and leaves no half file."""
    state = Kept(
        identity=identity,
        step=step,
        tensors={name: tensor.detach() for name, tensor in tensors.items()},
        optimiser=optimiser.state_dict(),
        last=asdict(last),
    )
    content = io.BytesIO()  # torch.save into a file hides a full disk behind a RuntimeError
    torch.save(state, content)
    write(folder / NAME, content.getbuffer())


def write(path: Path, content: memoryview | bytes) -> None:
    """Writes beside and renames, so that readers see the whole file or the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".writing")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def kept(folder: Path, identity: str) -> Kept | None:
    """The checkpoint in `folder`, if there is one. Raises Refused when it belongs to another run or cannot be read."""
    path = folder / NAME
    if not path.exists():
        return None
    found = _read(path)
    if found["identity"] != identity:
        raise Refused(
            "이 폴더에는 다른 설정이나 다른 예문으로 하던 학습이 있습니다. 새 폴더를 쓰거나 그 학습을 지워 주세요.",
            "folder",
        )
    return found


def reached(folder: Path) -> int:
    """How many steps the checkpoint in `folder` holds; 0 where there is none."""
    return int(_read(folder / NAME)["step"]) if (folder / NAME).exists() else 0


def _read(path: Path) -> Kept:
    try:
        return cast(Kept, torch.load(path, map_location="cpu", weights_only=True))
    except Exception as error:  # a torn or foreign file ends in many kinds of errors
        raise Refused(
            f"중간 저장 파일({path.name})을 읽지 못했습니다. 그 파일을 지우고 처음부터 다시 학습해 주세요.", "folder"
        ) from error

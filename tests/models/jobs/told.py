"""A job in a folder, carried out here, and what it tells. Knows no single test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from models import variants
from models.jobs.job import job_of
from models.jobs.process import Training
from models.jobs.progress import Failed, Step, Told
from models.trainer import run

LINES = "\n".join(f"이 영화는 {number}번 봐도 좋은 영화였습니다." for number in range(24))
PAIRS = "피곤해요.\t푹 쉬세요.\n좋았어요.\t정말 좋은 영화였습니다."


def given(path: Path, **change: Any) -> dict[str, Any]:
    told = {"base": str(path), "method": "lora", "lines": LINES, "steps": 12, "rate": 0.01, "batch": 4, "device": "cpu"}
    return {**told, **change}


def place(folder: Path, job: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "job.json").write_text(job_of(job).model_dump_json())
    return folder


def told_by(folder: Path, stopped: Callable[[], bool] = lambda: False) -> list[Told]:
    told: list[Told] = []
    assert run(folder, told.append, stopped) is told[-1]
    return told


def steps(told: list[Told]) -> list[Step]:
    return [message for message in told if isinstance(message, Step)]


def failure(told: list[Told]) -> Failed:
    assert isinstance(told[-1], Failed)
    return told[-1]


def same(one: Path, other: Path) -> bool:
    first, second = (variants.read(folder / "variant").tensors for folder in (one, other))
    return first.keys() == second.keys() and all(torch.equal(first[name], second[name]) for name in first)


def until(work: Training, number: int, end: Callable[[], None]) -> list[Told]:
    """Everything told; `end` is called at step `number`."""
    told: list[Told] = []
    for message in work:
        told.append(message)
        if isinstance(message, Step) and message.number == number:
            end()
    return told

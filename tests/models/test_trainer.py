"""From a job in a folder to a saved variant, through stops and kills; what goes wrong ends in a reason."""

from __future__ import annotations

import errno
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import torch

from models import variants
from models.jobs.job import job_of
from models.jobs.process import Training
from models.jobs.progress import Cancelled, Saved, Started
from models.learning import kept
from models.trainer import alone, reason
from tests.models.jobs.told import PAIRS, failure, given, place, same, steps, told_by, until

pytestmark = pytest.mark.usefixtures("checkpoints_at_every_step")


def test_a_job_ends_in_a_variant_that_can_be_read(tiny_base: Path, tmp_path: Path) -> None:
    told = told_by(place(tmp_path, given(tiny_base)))
    started, saved = told[0], told[-1]
    assert isinstance(started, Started)
    assert (started.steps, started.done, started.examples) == (12, 0, 22)
    assert started.untrained is not None
    assert [step.number for step in steps(told)] == [*range(1, 13)]
    assert isinstance(saved, Saved)
    assert (saved.trainable, saved.steps) == (started.trainable, 12)
    assert saved.validation == steps(told)[-1].validation is not None
    variant = variants.read(Path(saved.path))
    assert (variant.method, variant.task) == ("lora", "sentences")
    assert sum(tensor.numel() for tensor in variant.tensors.values()) == saved.trainable
    assert not (tmp_path / kept.NAME).exists()
    assert told_by(tmp_path) == [saved]  # a second start has nothing to do


def test_stopping_leaves_a_checkpoint_and_the_next_start_reaches_the_same_end(tiny_base: Path, tmp_path: Path) -> None:
    whole, parts = place(tmp_path / "whole", given(tiny_base)), place(tmp_path / "parts", given(tiny_base))
    losses = [step.loss for step in steps(told_by(whole))]
    polled = iter(range(5))
    first = told_by(parts, lambda: next(polled, None) is None)
    assert first[-1] == Cancelled(number=5)
    rest, started = told_by(parts), first[0]
    assert isinstance(started, Started)
    assert isinstance(rest[0], Started)
    assert rest[0].done == 5
    assert rest[0].untrained == started.untrained, "also where it goes on"
    assert [step.loss for step in steps(first) + steps(rest)] == losses
    assert same(whole, parts)


def test_a_rate_too_high_ends_in_advice(tiny_base: Path, tmp_path: Path) -> None:
    told = told_by(place(tmp_path, given(tiny_base, method="full", rate=10, steps=200)))
    assert (failure(told).code, failure(told).field) == ("nan", "rate")
    assert not (tmp_path / "variant").exists()


@pytest.mark.parametrize("at", ["checkpoint", "variant"])
def test_a_full_disk_ends_in_a_reason(
    tiny_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    def full(*_: Any, **__: Any) -> None:
        if at == "variant":
            raise RuntimeError("I/O error: No space left on device (os error 28)")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(*((kept, "write", full) if at == "checkpoint" else (variants, "save", full)))
        told = told_by(place(tmp_path, given(tiny_base)))
    assert failure(told).code == "disk"
    assert isinstance(told_by(tmp_path)[-1], Saved)


def test_too_little_memory_ends_in_a_reason() -> None:
    for error in (MemoryError(), torch.OutOfMemoryError("CUDA out of memory")):
        assert (reason(error).code, reason(error).field) == ("memory", "batch")
    assert reason(KeyError("a mistake of ours")).code == "internal"


def test_one_folder_has_one_trainer(tiny_base: Path, tmp_path: Path) -> None:
    with alone(place(tmp_path, given(tiny_base))):
        assert "이미 하고 있습니다" in failure(told_by(tmp_path)).message


def test_a_folder_without_a_job_is_refused(tmp_path: Path) -> None:
    assert "job.json" in failure(told_by(tmp_path)).message


def test_the_process_can_be_cancelled_and_killed_and_still_reaches_the_same_end(
    tiny_base: Path, tmp_path: Path
) -> None:
    """Three starts of one job: cancelled, killed, finished; beside them the same job done without a stop."""
    job = given(tiny_base, steps=240)
    first = Training(tmp_path / "parts", job_of(job))
    told = until(first, 5, first.cancel)
    assert told[-1] == Cancelled(number=steps(told)[-1].number)
    second = Training(tmp_path / "parts")
    told += until(second, steps(told)[-1].number + 5, second.process.kill)
    assert failure(told).code == "killed"
    assert all(later.number == earlier.number + 1 for earlier, later in pairwise(steps(told)))
    assert isinstance(told_by(tmp_path / "parts")[-1], Saved)
    told_by(place(tmp_path / "whole", job))
    assert same(tmp_path / "whole", tmp_path / "parts")


def test_a_folder_that_finished_one_job_does_not_pass_for_another(tiny_base: Path, tmp_path: Path) -> None:
    folder = place(tmp_path / "job", given(tiny_base, steps=2))
    first = told_by(folder)[-1]
    assert told_by(folder) == [first]
    place(folder, given(tiny_base, steps=2, lines=PAIRS))
    assert failure(told_by(folder)).field == "folder"


@pytest.mark.parametrize("name", ["saved.json", "steps.json"])
def test_a_note_that_was_torn_is_written_anew(tiny_base: Path, tmp_path: Path, name: str) -> None:
    """As after a power failure."""
    folder = place(tmp_path / "a", given(tiny_base, steps=None, seconds=2))
    (folder / name).write_bytes(b"")
    assert isinstance(told_by(folder)[-1], Saved)

"""What goes wrong in the line: trainers that die or fail, a full disk, a folder or a row that cannot be written."""

from __future__ import annotations

import errno
import os
import signal
from pathlib import Path

import pytest

from app.lab.training.run import Run
from tests.lab.training.conftest import Line, add, at, over, run_of
from tests.lab.training.pretend import DYING, FAILING, SLOWLY


def test_a_killed_trainer_is_told_and_the_next_start_reaches_the_end(line: Line) -> None:
    trainings = line()
    run = over(add(trainings, run_of("a", DYING)))
    assert run.state == "failed"
    assert run.problem is not None
    assert run.problem.code == "killed"
    assert "이어 갑니다" in run.problem.message
    assert over(add(trainings, run_of("a", DYING))).state == "done"


def test_a_trainer_killed_from_outside_is_told_too(line: Line) -> None:
    trainings = line()
    run = add(trainings, run_of("a", SLOWLY))
    at(run, 3)
    assert run.training is not None
    os.kill(run.training.process.pid, signal.SIGKILL)
    assert over(run).problem is not None


def test_a_folder_that_cannot_be_written_ends_in_a_reason(line: Line, tmp_path: Path) -> None:
    (tmp_path / "trainings").write_text("a file where a folder should be")
    run = over(add(line(), run_of("a")))
    assert run.state == "failed"
    assert run.problem is not None
    assert "학습 폴더에 쓰지 못했습니다" in run.problem.message


def test_a_row_that_cannot_be_written_ends_no_training(line: Line) -> None:
    trainings = line()

    def broken(run: Run) -> None:
        raise OSError("database")

    trainings.keep = broken
    assert over(add(trainings, run_of("a"))).state == "done"


def test_a_failure_keeps_its_reason_and_the_next_in_line_begins(line: Line) -> None:
    trainings = line()
    run, other = add(trainings, run_of("a", FAILING)), add(trainings, run_of("b", learner=2))
    assert over(run).state == "failed"
    assert run.problem is not None
    assert (run.problem.code, run.problem.field) == ("nan", "rate")
    assert over(other).state == "done"


def test_a_full_disk_is_told_as_such(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    trainings = line()
    monkeypatch.setattr(trainings.folders, "finish", full)
    run = over(add(trainings, run_of("a")))
    assert run.problem is not None
    assert run.problem.code == "disk"


def test_clearing_up_that_fails_stops_no_line(line: Line) -> None:
    trainings = line()

    def broken() -> None:
        raise OSError("disk")

    trainings.tidy = broken
    first, second = add(trainings, run_of("a")), add(trainings, run_of("b", learner=2))
    assert over(first).state == over(second).state == "done"


def test_a_stop_before_the_row_was_written_is_no_less_a_stop(line: Line) -> None:
    trainings, run = line(), run_of("a", SLOWLY)
    with trainings.place(run):
        trainings.cancel(run)
    assert over(run).state == "cancelled"

"""A training that stops and goes on reaches the same end; a checkpoint of another run or a torn one is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models import training
from models.learning import kept
from models.refusals import Refused
from models.training import train
from tests.models.lessons import PATTERN, PLAN, after, equal, tuned


def test_a_run_that_was_stopped_ends_where_it_would_have_ended(tmp_path: Path) -> None:
    whole, parts = tuned("houlsby"), tuned("houlsby")
    losses = [step.loss for step in train(whole, PATTERN, PLAN, PATTERN)]
    first = [step.loss for step in train(parts, PATTERN, PLAN, PATTERN, tmp_path, after(7))]
    again = tuned("houlsby")
    rest = [step.loss for step in train(again, PATTERN, PLAN, PATTERN, tmp_path)]
    assert (len(first), len(rest)) == (7, 5)
    assert first + rest == losses
    assert equal(whole, again)


def test_a_finished_run_repeats_its_last_step_and_trains_no_further(tmp_path: Path) -> None:
    model = tuned()
    last = [*train(model, PATTERN, PLAN, PATTERN, tmp_path)][-1]
    again = tuned()
    assert [*train(again, PATTERN, PLAN, PATTERN, tmp_path)] == [last]
    assert equal(model, again)


def test_a_checkpoint_of_another_run_is_refused(tmp_path: Path) -> None:
    [*train(tuned(), PATTERN, PLAN, (), tmp_path, after(3))]
    with pytest.raises(Refused, match="다른 설정"):
        next(train(tuned(), PATTERN, replace(PLAN, rate=0.01), (), tmp_path))
    with pytest.raises(Refused, match="다른 예문"):
        next(train(tuned(), PATTERN[1:], PLAN, (), tmp_path))


def test_a_torn_checkpoint_is_refused(tmp_path: Path) -> None:
    (tmp_path / kept.NAME).write_bytes(b"torn")
    with pytest.raises(Refused, match="읽지 못했습니다"):
        next(train(tuned(), PATTERN, PLAN, (), tmp_path))


def test_a_write_that_fails_leaves_the_last_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [*train(tuned(), PATTERN, PLAN, (), tmp_path, after(3))]
    before = (tmp_path / kept.NAME).read_bytes()

    def full(path: Path, content: bytes) -> None:
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(training, "PAUSE", 0.0)
    with pytest.raises(OSError, match="No space"):
        [*train(tuned(), PATTERN, PLAN, (), tmp_path)]
    assert [path.name for path in tmp_path.iterdir()] == [kept.NAME]
    assert (tmp_path / kept.NAME).read_bytes() == before


def test_checkpoints_are_kept_while_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "PAUSE", 0.0)
    steps = train(tuned(), PATTERN, PLAN, (), tmp_path)
    next(steps)
    first = (tmp_path / kept.NAME).read_bytes()
    next(steps)
    assert (tmp_path / kept.NAME).read_bytes() != first

"""From a job in a folder to a saved variant, through stops and kills; what goes wrong ends in a reason."""

from __future__ import annotations

import errno
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import torch

from models import training, variants
from models.jobs import lesson
from models.jobs.job import job_of
from models.jobs.process import Training
from models.jobs.progress import Cancelled, Failed, Saved, Started, Step, Told
from models.learning import kept
from models.trainer import alone, reason, run
from tests.models.tiny import tiny_folder

LINES = "\n".join(f"이 영화는 {number}번 봐도 좋은 영화였습니다." for number in range(24))
PAIRS = "피곤해요.\t푹 쉬세요.\n좋았어요.\t정말 좋은 영화였습니다."


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_folder("opt", tmp_path_factory.mktemp("base"))


@pytest.fixture(autouse=True)
def _checkpoints_at_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "PAUSE", 0.0)


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


def test_a_job_ends_in_a_variant_that_can_be_read(base: Path, tmp_path: Path) -> None:
    told = told_by(place(tmp_path, given(base)))
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


def test_a_pair_is_learnt_from_the_answer_on(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(lesson, "train", lambda _, rows, *rest: seen.extend(rows) or iter(()))
    told_by(place(tmp_path, given(base, lines=PAIRS, method="prefix", config={"length": 4})))
    read = lesson.load(str(base))
    assert [read.decode(list(row.ids[row.start :])) for row in seen] == [" 푹 쉬세요.", " 정말 좋은 영화였습니다."]
    assert read.decode(list(seen[0].ids[: seen[0].start])) == "피곤해요.\n답:"
    assert {row.ids[-1] for row in seen} == {read.end}


def test_stopping_leaves_a_checkpoint_and_the_next_start_reaches_the_same_end(base: Path, tmp_path: Path) -> None:
    whole, parts = place(tmp_path / "whole", given(base)), place(tmp_path / "parts", given(base))
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


def test_a_budget_in_seconds_becomes_a_schedule_that_is_finished_and_kept(base: Path, tmp_path: Path) -> None:
    job = given(base, seconds=2, steps=None)
    polled = iter(range(5))
    first = told_by(place(tmp_path, job), lambda: next(polled, None) is None)
    rest = told_by(tmp_path)
    ends = {step.of for step in steps(first) + steps(rest)}
    assert len(ends) == 1
    assert ends.pop() == steps(rest)[-1].number >= lesson.LOOKS
    left = [step.seconds_left for step in steps(rest)]
    assert left[-1] == 0.0
    assert isinstance(rest[-1], Saved)
    assert rest[-1].seconds < 10


def test_measuring_the_pace_changes_nothing(base: Path, tmp_path: Path) -> None:
    timed = place(tmp_path / "timed", given(base, seconds=2, steps=None))
    asked = place(tmp_path / "asked", given(base))
    calls: list[float] = []

    def measured(*given: Any) -> int:
        calls.append(original(*given))
        return 12

    original = lesson._fitting
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lesson, "_fitting", measured)
        told_by(timed)
    told_by(asked)
    assert calls
    assert same(timed, asked)


def test_a_rate_too_high_ends_in_advice(base: Path, tmp_path: Path) -> None:
    told = told_by(place(tmp_path, given(base, method="full", rate=10, steps=200)))
    assert (failure(told).code, failure(told).field) == ("nan", "rate")
    assert not (tmp_path / "variant").exists()


@pytest.mark.parametrize("at", ["checkpoint", "variant"])
def test_a_full_disk_ends_in_a_reason(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    def full(*_: Any, **__: Any) -> None:
        if at == "variant":
            raise RuntimeError("I/O error: No space left on device (os error 28)")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(*((kept, "write", full) if at == "checkpoint" else (variants, "save", full)))
        told = told_by(place(tmp_path, given(base)))
    assert failure(told).code == "disk"
    assert isinstance(told_by(tmp_path)[-1], Saved)


def test_too_little_memory_ends_in_a_reason(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for error in (MemoryError(), torch.OutOfMemoryError("CUDA out of memory")):
        assert (reason(error).code, reason(error).field) == ("memory", "batch")
    assert reason(KeyError("a mistake of ours")).code == "internal"


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"base": "/nowhere"}, "base", "읽지 못했습니다"),
        ({"lines": "짧다\n" * 14 + "다른 낱말 " * 30 + "\n짧다" * 9}, "lines", "15번째 예문이"),
        ({"config": {"rank": 17}}, "rank", "16"),
    ],
)
def test_what_cannot_be_trained_is_refused(
    base: Path, tmp_path: Path, change: dict[str, Any], field: str, words: str
) -> None:
    told = failure(told_by(place(tmp_path, given(base, **change))))
    assert (told.code, told.field) == ("refused", field)
    assert words in told.message


def test_texts_that_are_not_there_are_named(base: Path, tmp_path: Path) -> None:
    job = given(base, lines=None, task="chat", texts=str(tmp_path / "no"))
    assert "ChatbotData.csv" in failure(told_by(place(tmp_path, job))).message


def test_a_task_is_trained_on_its_rows(base: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "ChatbotData.csv").write_text(
        "Q,A,label\n" + "".join(f"질문 {number},답은 {number}번이에요.,0\n" for number in range(200)), encoding="utf-8"
    )
    told = told_by(place(tmp_path, given(base, lines=None, task="chat", texts=str(texts), rows=9)))
    assert isinstance(told[0], Started)
    assert told[0].examples == 9
    assert variants.read(tmp_path / "variant").task == "chat"
    assert steps(told)[-1].validation is not None


def test_one_folder_has_one_trainer(base: Path, tmp_path: Path) -> None:
    with alone(place(tmp_path, given(base))):
        assert "이미 하고 있습니다" in failure(told_by(tmp_path)).message


def test_a_folder_without_a_job_is_refused(tmp_path: Path) -> None:
    assert "job.json" in failure(told_by(tmp_path)).message


def test_the_process_can_be_cancelled_and_killed_and_still_reaches_the_same_end(base: Path, tmp_path: Path) -> None:
    """Three starts of one job: cancelled, killed, finished; beside them the same job done without a stop."""
    job = given(base, steps=240)
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


def until(work: Training, number: int, end: Callable[[], None]) -> list[Told]:
    """Everything told; `end` is called at step `number`."""
    told: list[Told] = []
    for message in work:
        told.append(message)
        if isinstance(message, Step) and message.number == number:
            end()
    return told


def test_a_folder_that_finished_one_job_does_not_pass_for_another(base: Path, tmp_path: Path) -> None:
    folder = place(tmp_path / "job", given(base, steps=2))
    first = told_by(folder)[-1]
    assert told_by(folder) == [first]
    place(folder, given(base, steps=2, lines=PAIRS))
    assert failure(told_by(folder)).field == "folder"


def test_a_budget_that_was_changed_before_the_first_checkpoint_is_measured_anew(base: Path, tmp_path: Path) -> None:
    folder = place(tmp_path / "job", given(base, steps=None, seconds=2))
    assert isinstance(told_by(folder, lambda: True)[-1], Cancelled)
    (before,) = (told.steps for told in told_by(folder, lambda: True) if isinstance(told, Started))
    place(folder, given(base, steps=None, seconds=600))
    (after,) = (told.steps for told in told_by(folder, lambda: True) if isinstance(told, Started))
    assert after > 10 * before


@pytest.mark.parametrize("name", ["saved.json", "steps.json"])
def test_a_note_that_was_torn_is_written_anew(base: Path, tmp_path: Path, name: str) -> None:
    """As after a power failure."""
    folder = place(tmp_path / "a", given(base, steps=None, seconds=2))
    (folder / name).write_bytes(b"")
    assert isinstance(told_by(folder)[-1], Saved)

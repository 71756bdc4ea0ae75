"""A process that dies, prints or is cancelled ends in a last message. Starts no torch."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.jobs.job import Job, job_of
from models.jobs.process import Training
from models.jobs.progress import Cancelled, Failed, Saved, Step, Told

GIVEN = {"method": "lora", "lines": "하루가 길다", "steps": "20", "rate": "0.01"}
STEP = Step(number=3, of=9, loss=1.5, validation=None, seconds_left=2.0)


def training(folder: Path, code: str) -> Training:
    """A stand-in for the trainer: Python that runs `code`, with `step` a message to print."""
    told = f"step = {STEP.model_dump_json()!r}\n"
    return Training(folder, job_of(GIVEN), (sys.executable, "-c", told + code))


def only_failure(told: list[Told]) -> Failed:
    assert [type(message) for message in told].count(Failed) == 1
    assert isinstance(told[-1], Failed)
    return told[-1]


def test_the_job_lies_in_the_folder_and_messages_come_in_order(tmp_path: Path) -> None:
    work = training(tmp_path / "new", "import sys; print(step); print('noise'); print(step); sys.exit(3)")
    told = [*work]
    assert told[:2] == [STEP, STEP]
    assert "종료 코드 3" in only_failure(told).message
    assert Job.model_validate_json((tmp_path / "new" / "job.json").read_text()) == job_of(GIVEN)
    assert [*work] == []
    assert work.poll() == []


@pytest.mark.parametrize(("number", "words"), [(signal.SIGKILL, "강제로"), (signal.SIGSEGV, "신호 11")])
def test_a_process_that_was_killed_ends_in_a_reason(tmp_path: Path, number: signal.Signals, words: str) -> None:
    code = f"import os; print(step, flush=True); os.kill(os.getpid(), {int(number)})"
    failure = only_failure([*training(tmp_path, code)])
    assert failure.code == "killed"
    assert words in failure.message
    assert "이어 갑니다" in failure.message


def test_a_command_that_says_nothing_ends_in_a_reason(tmp_path: Path) -> None:
    failure = only_failure([*training(tmp_path, "raise SystemError('at once')")])
    assert failure.code == "killed"
    assert "at once" in (tmp_path / "trainer.log").read_text()


def test_a_last_word_is_enough(tmp_path: Path) -> None:
    saved = Saved(path="x", steps=1, loss=1, validation=None, trainable=1, total=2, size=3, seconds=4)
    code = f"import os; print({saved.model_dump_json()!r}, flush=True); os.kill(os.getpid(), 9)"
    assert [*training(tmp_path, code)] == [saved]


def test_cancelling_before_the_process_listens_is_a_cancellation(tmp_path: Path) -> None:
    work = training(tmp_path, "import time; print(step, flush=True); time.sleep(60)")
    messages = iter(work)
    assert next(messages) == STEP
    work.cancel()
    assert [*messages] == [Cancelled(number=3)]


def test_looking_never_waits(tmp_path: Path) -> None:
    work = training(tmp_path, "import time; print(step, flush=True); time.sleep(60)")
    assert next(iter(work)) == STEP
    begun = time.monotonic()
    assert work.poll() == []
    assert time.monotonic() - begun < 1
    work.kill()
    assert [*work] == [Cancelled(number=3)]


def test_no_process_is_left_behind(tmp_path: Path) -> None:
    work = training(tmp_path, "print(step)")
    assert only_failure([*work])
    with pytest.raises(ProcessLookupError):
        os.kill(work.process.pid, 0)


def test_the_process_finds_our_modules_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert only_failure([*training(tmp_path, "import models.trainer; raise SystemExit(9)")])
    assert "ModuleNotFoundError" not in (tmp_path / "trainer.log").read_text()


def test_the_web_side_needs_no_torch() -> None:
    blocked = "import sys; sys.modules['torch'] = sys.modules['transformers'] = None"
    code = f"{blocked}; import models.jobs.process, models.jobs.lines"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

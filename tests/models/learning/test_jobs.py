"""A job is refused in words; a process that dies, prints or is cancelled ends in a last message. Starts no torch."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.learning.jobs import Cancelled, Failed, Job, Saved, Step, Told, Training, job_of
from models.refusals import Refused

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


def test_numbers_may_come_as_text() -> None:
    job = job_of(GIVEN)
    assert (job.steps, job.rate, job.batch) == (20, 0.01, 32)
    assert Job.model_validate_json(job.model_dump_json()) == job


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"rate": "nan"}, "rate", "10 이하"),
        ({"rate": 0}, "rate", "0보다 크고"),
        ({"steps": 0}, "steps", "1 이상 20,000 이하"),
        ({"batch": "많이"}, "batch", "받은 값: 많이"),
        ({"method": "adapter"}, "method", "아는 방법"),
        ({"config": {"rank": 0}}, "rank", "1 이상"),
        ({"colour": 1}, "colour", "있는 설정"),
        ({"rate": None}, "rate", "10 이하"),
        ({"task": "chat"}, "task", "꼭 하나"),
        ({"lines": None}, "task", "꼭 하나"),
        ({"lines": None, "task": "poem"}, "task", "아는 과제"),
        ({"lines": None, "task": "chat"}, "texts", "폴더"),
        ({"seconds": 30}, "steps", "꼭 하나"),
        ({"steps": None}, "steps", "꼭 하나"),
        ({"steps": None, "seconds": 1}, "seconds", "2초 이상"),
        ({"lines": "좋다\n\n나쁘다"}, "lines", "2번째 줄: 빈 줄"),
    ],
)
def test_what_cannot_be_done_is_said(change: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        job_of({**GIVEN, **change})
    assert refusal.value.field == field


def test_a_rate_is_needed() -> None:
    with pytest.raises(Refused, match="‘rate’을 적어"):
        job_of({"method": "lora", "lines": "하나", "steps": 3})


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


def test_asyncio_reads_the_same_messages(tmp_path: Path) -> None:
    work = training(tmp_path, "print(step); print(step)")

    async def read() -> list[Told]:
        return [told async for told in work.messages()]

    told = asyncio.run(read())
    assert told[:2] == [STEP, STEP]
    only_failure(told)


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
    code = f"{blocked}; import models.learning.jobs, models.learning.lines"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

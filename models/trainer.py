"""The second process: does the job in FOLDER and tells of it on standard output, a JSON line a message (progress.py).

    python -m models.trainer FOLDER

SIGTERM stops it behind the step at hand, with a checkpoint. Knows how things go wrong, not how a model is trained.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from models.jobs.job import JOB, SAVED, Finished, Job, job_of
from models.jobs.progress import Cancelled, Failed, Saved, Told
from models.locking import held
from models.protocol import line
from models.refusals import Refused

NICE = 10  # streaming answers come first
LOCK = "trainer.lock"

Tell = Callable[[Told], None]


def main() -> int:
    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.set())
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # a spinning barrier starves whoever shares the cores
    os.nice(NICE)
    with own_output() as output:
        last = run(Path(sys.argv[1]), _telling(output, asked), asked.is_set)
    return int(isinstance(last, Failed))


@contextlib.contextmanager
def own_output() -> Iterator[BinaryIO]:
    """Standard output for messages alone: what libraries print goes where errors go."""
    with os.fdopen(os.dup(1), "wb") as output:
        os.dup2(2, 1)
        yield output


def _telling(output: BinaryIO, asked: threading.Event) -> Tell:
    def tell(told: Told) -> None:
        try:
            output.write(line(told))
            output.flush()
        except BrokenPipeError:  # nobody listens any more: stop as if asked
            asked.set()

    return tell


def run(folder: Path, tell: Tell, stopped: Callable[[], bool]) -> Told:
    """Does the job, tells every step, and how it ended, whatever happens."""
    try:
        with alone(folder):
            job = job_of(json.loads((folder / JOB).read_text(encoding="utf-8")))
            last: Told = _done(folder, job) or _do(job, folder, tell, stopped)
    except Exception as error:
        traceback.print_exc()
        last = reason(error)
    tell(last)
    return last


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Two processes in one folder would write over each other's checkpoints."""
    try:
        with held(folder / LOCK):
            yield
    except BlockingIOError:
        raise Refused("이 학습은 이미 하고 있습니다. 끝나기를 기다리거나 먼저 멈추어 주세요.") from None


def _done(folder: Path, job: Job) -> Saved | None:
    """What an earlier start has finished. Raises Refused when that was another job."""
    file = folder / SAVED
    try:
        finished = Finished.model_validate_json(file.read_bytes())
    except (FileNotFoundError, ValidationError):  # never written, or torn by a power failure
        return None
    if finished.job != job:
        raise Refused("이 폴더에는 다른 설정이나 다른 글로 끝낸 학습이 있습니다. 새 폴더를 써 주세요.", "folder")
    return finished.saved


def _do(job: Job, folder: Path, tell: Tell, stopped: Callable[[], bool]) -> Saved | Cancelled:
    from models.jobs.lesson import do  # torch takes seconds to import: a job that is refused needs none of it

    return do(job, folder, tell, stopped)


def reason(error: Exception) -> Failed:
    """The error in words for a learner."""
    from models.devices import is_out_of_memory
    from models.training import TrainingFailed

    if isinstance(error, TrainingFailed):
        return Failed(code="nan", message=str(error), field="rate")
    if isinstance(error, Refused):
        return Failed(code="refused", message=str(error), field=error.field)
    if is_out_of_memory(error):
        return Failed(
            code="memory",
            message="메모리가 모자랍니다. 배치 크기(batch)를 반으로 줄이거나 더 작은 모델을 골라 다시 해 보세요.",
            field="batch",
        )
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error):
        return Failed(
            code="disk", message="디스크가 가득 차서 저장하지 못했습니다. 자리를 비운 뒤 다시 시작하면 이어 갑니다."
        )
    if isinstance(error, FileNotFoundError):
        return Failed(code="refused", message=f"파일을 찾지 못했습니다: {Path(str(error.filename)).name}.")
    return Failed(
        code="internal", message="학습하는 프로그램에 오류가 났습니다. 기록(trainer.log)을 관리자에게 보여 주세요."
    )


if __name__ == "__main__":
    sys.exit(main())

"""The trainer's process at work on a job, as whoever started it sees it. Imports no torch."""

from __future__ import annotations

import queue
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

from models.jobs.job import JOB, LOG, Job
from models.jobs.progress import LAST, Cancelled, Failed, Step, Told, heard
from models.launching import command, environment

COMMAND = tuple(command("models.trainer"))


class Training:
    """The trainer's process at work in `folder`. Iterate over what it tells; the last message says how it ended.

    A folder whose training stopped or died goes on with the same job. `cancel` leaves a checkpoint, `kill` may not.
    """

    def __init__(self, folder: Path, job: Job | None = None, words: Sequence[str] = COMMAND) -> None:
        """Starts the process; with `job`, the folder is made for it. Raises OSError when either cannot be."""
        folder = folder.absolute()
        if job is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / JOB).write_text(job.model_dump_json(), encoding="utf-8")
        self.folder, self._cancelled, self._reached = folder, False, 0
        self._told: queue.SimpleQueue[Told | None] = queue.SimpleQueue()
        with (folder / LOG).open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 -- our own program
                [*words, str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment(),
                start_new_session=True,
            )
        threading.Thread(target=self._listen, name="training", daemon=True).start()

    def __iter__(self) -> Iterator[Told]:
        """Waits for each message; ends behind the last."""
        while (told := self._told.get()) is not None:
            yield told
        self._told.put(None)  # so that whoever asks again also hears that it is over

    def poll(self) -> list[Told]:
        """What has been told since the last look, without waiting."""
        found: list[Told] = []
        while True:
            try:
                told = self._told.get_nowait()
            except queue.Empty:
                return found
            if told is None:
                self._told.put(None)
                return found
            found.append(told)

    def cancel(self) -> None:
        self._cancelled = True
        self.process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self._cancelled = True
        self.process.kill()

    def _listen(self) -> None:
        """In a thread of its own: hands on every message, and says the last word where the process could not."""
        last: Told | None = None
        with cast(IO[bytes], self.process.stdout) as said:
            for line in said:
                if (told := heard(line)) is not None:
                    last = told
                    self._reached = told.number if isinstance(told, Step) else self._reached
                    self._told.put(told)
        status = self.process.wait()
        if not isinstance(last, LAST):
            self._told.put(Cancelled(number=self._reached) if self._cancelled else _died(status))
        self._told.put(None)


def _died(status: int) -> Failed:
    why = {
        -signal.SIGKILL: "강제로 끝났습니다. 메모리가 모자랐을 수 있습니다",
        -signal.SIGTERM: "밖에서 온 신호에 멈추었습니다",
    }.get(status, f"갑자기 끝났습니다({f'신호 {-status}' if status < 0 else f'종료 코드 {status}'})")
    return Failed(
        code="killed", message=f"학습하던 프로세스가 {why}. 다시 시작하면 마지막으로 저장한 단계에서 이어 갑니다."
    )

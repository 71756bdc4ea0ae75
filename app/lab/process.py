"""The worker's process as its parent sees it: started when needed, anew when it died, not for ever. No messages."""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from models import launching

log = logging.getLogger("seodang.lab")

OCCUPIED = 3  # exit code of a worker that found another at its socket
DEATHS, WINDOW = 5, 300.0  # so many deaths within so many seconds are a loop
LONGEST_PATH = 100  # bytes; the system takes 107 (macOS 103)
LOOP = "모델 프로세스가 거듭 멈춥니다(종료 코드 {code}). 서버의 기록을 살펴 주세요. 몇 분 뒤에 다시 켜 봅니다."
SOON = "모델 프로세스가 멈추어 다시 켜는 중입니다. {seconds:.0f}초 뒤에 다시 보내 주세요."


class Down(Exception):  # noqa: N818 -- reads as a sentence
    """The worker may not be started now; the message is a sentence for whoever asked."""

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Process:
    """One worker at most. Not for several threads."""

    def __init__(self, command: Sequence[str], clock: Callable[[], float] = time.monotonic) -> None:
        self.command, self.clock = list(command), clock
        self.child: subprocess.Popen[bytes] | None = None
        self.deaths: deque[float] = deque(maxlen=DEATHS)
        self.code = 0  # the last exit code

    def ensure(self) -> None:
        """Starts the worker unless it runs. Raises Down when it died too often, or too short a time ago."""
        if self.alive():
            return
        now = self.clock()
        recent = [death for death in self.deaths if now - death < WINDOW]
        if len(recent) >= DEATHS:
            raise Down(LOOP.format(code=self.code), WINDOW - (now - recent[0]))
        pause = 2.0 ** (len(recent) - 1) if len(recent) > 1 else 0.0  # one death is an accident
        if recent and now - recent[-1] < pause:
            left = max(1.0, pause - (now - recent[-1]))
            raise Down(SOON.format(seconds=left), left)
        self.child = subprocess.Popen(  # noqa: S603 -- our own program
            self.command, stdin=subprocess.PIPE, env=launching.environment(), start_new_session=True
        )

    def alive(self) -> bool:
        if self.child is None:
            return False
        code = self.child.poll()
        if code is None:
            return True
        if code != OCCUPIED:
            log.warning("the lab's worker %d ended with %d", self.child.pid, code)
            self.deaths.append(self.clock())
        self.code = code
        self._forget()
        return False

    def stop(self) -> None:
        """Its standard input ends, and so does it."""
        if self.child is not None:
            _close(self.child)
            try:
                self.child.wait(3)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
            self.child = None

    def _forget(self) -> None:
        if self.child is not None:
            _close(self.child)
            self.child = None


def _close(child: subprocess.Popen[bytes]) -> None:
    if child.stdin is not None:
        child.stdin.close()


def command(path: Path, base: str, device: str, variants: Sequence[Path]) -> list[str]:
    folders = [word for folder in variants for word in ("--variants", str(folder))]
    return [*launching.command("models.worker"), "--socket", str(path), "--base", base, *folders, "--device", device]


def socket_path(data: Path) -> Path:
    """In the data folder; where that path is too long for a socket, in a folder of our own among the temporary ones."""
    path = data.resolve() / "lab.sock"
    if len(os.fsencode(path)) <= LONGEST_PATH:
        return path
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"seodang-{os.getuid()}-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or found.st_mode & 0o077 or folder.is_symlink():
        raise PermissionError(f"{folder} belongs to somebody else")
    return folder / "lab.sock"

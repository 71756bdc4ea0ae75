"""One training from its folder to its variant, as the line's thread does it. Knows no line, no database, no page."""

from __future__ import annotations

import errno
import logging
import threading
import time
from collections.abc import Callable, Sequence

from app.lab.training.folders import Folders
from app.lab.training.run import Run
from models.jobs.process import Training
from models.jobs.progress import Cancelled, Failed, Saved, Started, Told

log = logging.getLogger("seodang.lab")

PACE = 5.0  # seconds between two writings of a row
HASTE = 4.0  # seconds until a trainer that was asked to stop before it began, or by a closing server, is killed
DISK = "디스크가 가득 차서 저장하지 못했습니다. 자리가 생긴 뒤에 이어서 학습할 수 있습니다."
FOLDER = "학습 폴더에 쓰지 못했습니다({why}). 서버를 돌보는 사람에게 알려 주세요."
OURS = "저희 쪽에서 문제가 생겨 학습을 마치지 못했습니다. 이어서 학습하거나 다시 시작해 보세요."


class Work:
    """How trainings are done here: by which program, in which folders, and who is told while one runs."""

    def __init__(self, folders: Folders, words: Sequence[str], keep: Callable[[Run], None]) -> None:
        self.folders, self.words, self.keep = folders, words, keep

    def do(self, run: Run) -> Told:
        """Up to the last message, whatever happens; the row is written when it starts and every few seconds."""
        try:
            return self._do(run)
        except Exception:
            log.exception("a training broke")
            return Failed(code="internal", message=OURS)

    def _do(self, run: Run) -> Told:
        try:
            self.folders.wait(run.key)
            if run.stopping:
                return Cancelled(number=run.progress.done)
            training = Training(self.folders.job(run.key), run.job, self.words)
        except OSError as error:
            return _no_folder(error)
        run.training = training
        if run.stopping:  # perhaps while there was nothing to stop yet
            end(training, HASTE)
        last = self._follow(run, training)
        return self._saved(run, last) if isinstance(last, Saved) else last

    def _follow(self, run: Run, training: Training) -> Told:
        last: Told = Failed(code="killed", message=OURS)
        written = 0.0
        for last in training:
            run.hear(last)
            if isinstance(last, Started) or time.monotonic() - written > PACE:
                self.keep(run)
                written = time.monotonic()
        return last

    def _saved(self, run: Run, told: Saved) -> Told:
        try:
            self.folders.finish(run.key)
        except OSError as error:
            return _no_folder(error)
        return told


def end(training: Training, patience: float) -> None:
    """Asked to stop; killed where it does not within so many seconds."""
    training.cancel()
    timer = threading.Timer(patience, training.kill)
    timer.daemon = True
    timer.start()


def _no_folder(error: OSError) -> Failed:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Failed(code="disk", message=DISK)
    return Failed(code="internal", message=FOLDER.format(why=error.strerror or type(error).__name__))

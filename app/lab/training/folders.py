"""Where trainings and what came of them lie, and which of them go by age and space. Knows no database, no process.

`<data>/trainings/<key>` is a job with its checkpoint, `<data>/own/<key>` the variant that came of it.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from app.lab.client import OWN
from models.jobs.job import VARIANT
from models.label import LABEL
from models.locking import held
from models.trainer import LOCK

JOBS = "trainings"
PATIENCE = 30.0  # seconds that a trainer of the server before this may take to notice that nobody listens
LOOK = 0.2
DAY, MEGABYTE = 24 * 3600.0, 1_000_000


class Folders:
    def __init__(self, data: Path) -> None:
        self.jobs, self.own = data / JOBS, data / OWN

    def job(self, key: str) -> Path:
        return self.jobs / key

    def variant(self, key: str) -> Path:
        return self.own / key

    def wait(self, key: str) -> None:
        """Until no other trainer is at work in the folder; not for ever, since the trainer itself refuses then."""
        until = time.monotonic() + PATIENCE
        while (self.job(key) / LOCK).exists() and time.monotonic() < until:
            with contextlib.suppress(BlockingIOError), held(self.job(key) / LOCK):
                return
            time.sleep(LOOK)

    def finish(self, key: str) -> None:
        """The variant moves to its place in one step; what served the training goes. Twice is as good as once: a
        server may end between the two, or before the row is written."""
        self.own.mkdir(parents=True, exist_ok=True)
        made = self.job(key) / VARIANT
        if made.exists() and self.variant(key).exists():
            shutil.rmtree(self.variant(key))
        if made.exists() or not self.variant(key).exists():
            made.rename(self.variant(key))
        shutil.rmtree(self.job(key), ignore_errors=True)

    def remove(self, key: str) -> None:
        """Variant and checkpoint. The label goes first: nobody meets half a variant."""
        (self.variant(key) / LABEL).unlink(missing_ok=True)
        for folder in (self.variant(key), self.job(key)):
            shutil.rmtree(folder, ignore_errors=True)

    def evict(self, days: float, megabytes: float, spared: Collection[str]) -> set[str]:
        """Removes what is older, then the oldest until the rest fits. Gives the keys of what went."""
        found = sorted(self._all(spared))
        sizes = [size(folder) for _, folder in found]
        oldest, room, gone = time.time() - days * DAY, megabytes * MEGABYTE, set[str]()
        for number, (made, folder) in enumerate(found):
            if made >= oldest and sum(sizes[number:]) <= room:
                break
            (folder / LABEL).unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            gone.add(folder.name)
        return gone

    def _all(self, spared: Collection[str]) -> Iterator[tuple[float, Path]]:
        """When each was written last, and where it lies."""
        for place in (self.jobs, self.own):
            for folder in place.iterdir() if place.is_dir() else ():
                with contextlib.suppress(FileNotFoundError):  # its learner may delete it in this moment
                    if folder.name not in spared and folder.is_dir():
                        yield folder.stat().st_mtime, folder


def size(folder: Path) -> int:
    """Bytes of the files in it; what disappears meanwhile counts nothing."""
    total = 0
    for file in folder.rglob("*"):
        with contextlib.suppress(OSError):
            total += file.stat().st_size
    return total

"""How long the worker's process lives: alone at its socket, and no longer than whoever started it. Knows no models."""

from __future__ import annotations

import contextlib
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

from models.locking import held


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Holds the lock beside the socket. BlockingIOError when another worker does; a dead one's socket is removed."""
    with held(path.with_name(path.name + ".lock")):
        _remove(path)
        yield
        _remove(path)


def _remove(path: Path) -> None:
    """Never anything but a socket."""
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISSOCK(path.stat().st_mode):
            raise FileExistsError(f"{path} is no socket")
        path.unlink()


def end_with_parent(path: Path) -> None:
    """Where standard input is a pipe: when it ends, so does this process, whatever it is doing."""
    if not stat.S_ISFIFO(os.fstat(0).st_mode):
        return

    def watch() -> None:
        while os.read(0, 4096):
            pass
        path.unlink(missing_ok=True)
        os._exit(0)

    threading.Thread(target=watch, name="parent", daemon=True).start()

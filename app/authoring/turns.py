"""Whose turn it is to write into the content folder: one process at a time, and a killed one holds up nobody. Knows
nothing of what is written."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path


@contextlib.contextmanager
def alone(folder: Callable[[], Path]) -> Iterator[None]:
    """Waits for the others. The folder may become another one meanwhile (the first edit makes a copy); where there is
    none, or its disk knows no locks, nothing is waited for."""
    with contextlib.ExitStack() as held:
        while True:
            place = folder()
            try:
                descriptor = os.open(place, os.O_RDONLY)
            except OSError:
                break
            closing = contextlib.ExitStack()
            closing.callback(os.close, descriptor)
            with contextlib.suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            if folder() == place:
                held.push(closing)
                break
            closing.close()
        yield

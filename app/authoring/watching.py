"""Looks every other second whether the files of the course have changed. Knows not what they hold."""

from __future__ import annotations

import logging
import threading

from app.authoring.published import Published

SECONDS = 2.0
log = logging.getLogger("seodang")


class Watch:
    """A thread while the application runs."""

    def __init__(self, published: Published, seconds: float = SECONDS) -> None:
        self._published, self._seconds = published, seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="content", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join(timeout=10)

    def _look(self) -> None:
        while not self._over.wait(self._seconds):
            try:
                self._published.refresh()
            except Exception:
                log.exception("the content could not be looked at")

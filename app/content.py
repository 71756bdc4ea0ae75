"""Finds `templates`, `static` and `quizzes`, in a checkout and in a wheel. Knows nothing of what lies in them."""

from __future__ import annotations

from pathlib import Path

_APP = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The bundled folder `name`. A wheel carries it under `app/_bundled`; in a checkout it stands beside `app`."""
    bundled = _APP / "_bundled" / name
    return bundled if bundled.is_dir() else _APP.parent / name


TEMPLATES = folder("templates")
STATIC = folder("static")
QUIZZES = folder("quizzes")

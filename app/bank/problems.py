"""A mistake in the content: where it stands and what to mend. Shared by the bank and the lectures; knows neither."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file. Lines and columns count from 1, columns in characters."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. `code` is stable and in English; `message` is Korean and says what to mend."""

    file: str
    line: int
    column: int
    code: str
    message: str
    item: str | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.code}: {self.message}"


def problem(place: Place, code: str, message: str, item: str | None = None) -> Problem:
    return Problem(place.file, place.line, place.column, code, message, item)


def shown(path: Path) -> str:
    """A path as an author wants to read it: relative to where they stand, when it lies below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)

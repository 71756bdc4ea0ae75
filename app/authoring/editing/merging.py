"""Two texts that grew from one: their differences as rows of a table, and both together where they do not collide."""

from __future__ import annotations

import difflib
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from app.authoring.git import GitError, Repository

AROUND = 3  # lines that are shown about a change
MOST = 10_000  # lines that are compared: what is longer is no file of a course
MANY = 200_000  # pairs of like lines, from which those that come again and again decide nothing: each is looked at


@dataclass(frozen=True)
class Line:
    """A line of a comparison. `sign` is `+`, `−` or blank; `old` and `new` number it, 0 where it is not."""

    sign: str
    old: int
    new: int
    text: str


def compare(before: str, after: str) -> tuple[tuple[Line, ...], ...]:
    """The changes with a few lines about them, in stretches."""
    old, new = before.splitlines()[:MOST], after.splitlines()[:MOST]
    often = Counter(old)
    pairs = sum(often[line] * count for line, count in Counter(new).items())
    groups = difflib.SequenceMatcher(None, old, new, autojunk=pairs > MANY).get_grouped_opcodes(AROUND)
    return tuple(tuple(line for code in group for line in _lines(code, old, new)) for group in groups)


def _lines(code: tuple[str, int, int, int, int], old: list[str], new: list[str]) -> list[Line]:
    kind, a, b, c, d = code
    if kind == "equal":
        return [Line(" ", a + at + 1, c + at + 1, text) for at, text in enumerate(islice(old, a, b))]
    gone = [Line("−", a + at + 1, 0, text) for at, text in enumerate(islice(old, a, b))]
    return [*gone, *(Line("+", 0, c + at + 1, text) for at, text in enumerate(islice(new, c, d)))]


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Both changes in one text; None where they touch the same lines."""
    with tempfile.TemporaryDirectory(prefix="seodang-") as made:
        folder = Path(made)
        for name, text in (("mine", mine), ("base", base), ("theirs", theirs)):
            (folder / name).write_text(text, encoding="utf-8")
        try:
            return Repository(folder).run("merge-file", "-p", "--quiet", "mine", "base", "theirs")
        except GitError:
            return None

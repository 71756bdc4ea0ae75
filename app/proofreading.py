"""Everything that is wrong in a content folder: the bank, what it names, the lectures, their order.
What `seodang check` tells, and what must be mended before an edit is published."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.bank import checking
from app.bank.checking import computations, demos
from app.bank.loading import REFERENCES, TERMS, Loaded, unit_folders
from app.bank.problems import Problem
from models.checks.written import described

if TYPE_CHECKING:
    from app.lectures.lecture import Lecture

NONE: Mapping[str, Lecture] = MappingProxyType({})


def proofread(loaded: Loaded, lectures: Mapping[str, Lecture] = NONE) -> list[Problem]:
    """Every problem of what was read; of `lectures`, those in service before, only where something they rest on has
    changed. Only here are Markdown and its company imported."""
    from app.course import DEMOS
    from app.lectures import checks
    from app.lectures.path import problems as path

    units = unit_folders(loaded.folder)
    again = [unit for unit in units if not _stands(lectures.get(unit.name), loaded)]
    found = [each for unit in again for each in checks.check(unit, loaded.readable, DEMOS)]
    return [*proofread_items(loaded), *found, *path.check(units)]


def _stands(lecture: Lecture | None, loaded: Loaded) -> bool:
    """Whether a lecture, and everything that it names, is as it was."""
    from app.lectures import files

    if lecture is None or loaded.before is None:
        return False
    changed = loaded.before.changed
    shared = TERMS in changed or REFERENCES in changed
    return not shared and not files.touched(lecture.unit, changed) and loaded.known.issuperset(lecture.items)


def proofread_items(loaded: Loaded) -> list[Problem]:
    """The bank, and what its items name."""
    from app.course import DEMOS

    return [*checking.check(loaded), *demos.check(loaded, DEMOS), *computations.check(loaded, described())]


def computed() -> Mapping[str, str]:
    """What an item may name in `check:`, and what it proves. Known without running any of it."""
    return described()

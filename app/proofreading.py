"""Everything that is wrong in a content folder: the bank, what it names, the lectures, their order.
What `seodang check` tells, and what must be mended before an edit is published."""

from __future__ import annotations

from app.bank import checking
from app.bank.checking import computations, demos
from app.bank.loading import Loaded, unit_folders
from app.bank.problems import Problem
from models.checks.written import written


def proofread(loaded: Loaded) -> list[Problem]:
    """Every problem of what was read. Only here are Markdown and its company imported."""
    from app.course import DEMOS
    from app.lectures import checks
    from app.lectures.path import problems as path

    units = unit_folders(loaded.folder)
    lectures = [each for unit in units for each in checks.check(unit, loaded.readable, DEMOS)]
    return [*proofread_items(loaded), *lectures, *path.check(units)]


def proofread_items(loaded: Loaded) -> list[Problem]:
    """The bank, and what its items name."""
    from app.course import DEMOS

    return [*checking.check(loaded), *demos.check(loaded, DEMOS), *computations.check(loaded, written())]

"""What must hold for a course beyond the form of its files: each module here checks one thing. Knows no lectures."""

from __future__ import annotations

from collections.abc import Iterable

from app.bank.checking import answers, arrangements, giveaways, ids, shape, sources, vocabulary
from app.bank.loading import Loaded
from app.bank.problems import Problem


def check(loaded: Loaded) -> list[Problem]:
    """Every problem of the course, those of reading included, in the order of the files."""
    found = [*loaded.problems, *ids.check(loaded), *shape.check(loaded)]
    if loaded.course_is_whole:
        found += [*sources.check(loaded), *vocabulary.check(loaded), *giveaways.check(loaded), *answers.check(loaded)]
        found += arrangements.check(loaded)
    return _in_order(found)


def check_shared(loaded: Loaded) -> list[Problem]:
    """Those of the files that all units share, and what items lack in them."""
    found = [*loaded.problems]
    if loaded.course_is_whole:
        found += [*sources.check(loaded), *vocabulary.check(loaded)]
    return _in_order(found)


def _in_order(found: Iterable[Problem]) -> list[Problem]:
    return sorted(set(found), key=lambda each: (each.file, each.line, each.column, each.code, each.message))

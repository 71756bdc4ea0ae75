"""Names that boxes of the form offer while typing: sources, computations, demonstrations, concepts. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping

from app.course import Course
from app.proofreading import computed

Names = tuple[tuple[str, str], ...]  # each with what it means


def names(course: Course, unit: str) -> Mapping[str, Names]:
    """By what `offers` of a field says."""
    items = course.bank.units[unit].items if unit in course.bank.units else ()
    return {
        "references": tuple((name, one.cite) for name, one in sorted(course.bank.references.items())),
        "checks": tuple(sorted(computed().items())),
        "demos": tuple((name, demo.title) for name, demo in sorted(course.demos.items())),
        "concepts": tuple((name, "") for name in sorted({item.concept for item in items})),
    }

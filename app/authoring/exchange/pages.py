"""What the templates of import and export are given. Knows no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.authoring.editing.pages import Look
from app.authoring.editing.proofing import Told
from app.authoring.exchange.formats import Format
from app.course import Course


@dataclass(frozen=True)
class Choice:
    """A unit to choose, or an item of it."""

    name: str
    label: str
    chosen: bool = False


def unit_choices(course: Course, chosen: str) -> tuple[Choice, ...]:
    """Units with items, as they are taught."""
    units = ((slug, title) for slug, title in course.titles.items() if slug in course.bank.units)
    return tuple(Choice(slug, f"{title} ({slug})", slug == chosen) for slug, title in units)


@dataclass(frozen=True)
class Missing:
    """A field that does not go out, why, and with which items."""

    field: str
    why: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class ExportPage:
    """GET /authoring/export."""

    title: str
    units: Sequence[Choice]
    formats: Sequence[Format]
    format: str
    items: Sequence[Choice]
    download: str  # the address of the file; "" until something was chosen
    count: int
    gone: Sequence[Missing]  # whole items
    missing: Sequence[Missing]


@dataclass(frozen=True)
class Waiting:
    """A draft on the list."""

    number: int
    file: str
    unit: str
    items: int
    created: datetime


@dataclass(frozen=True)
class ImportPage:
    """GET and POST /authoring/import."""

    title: str
    units: Sequence[Choice]
    formats: Sequence[Format]
    format: str
    waiting: Sequence[Waiting]
    problem: str = ""


@dataclass(frozen=True)
class EntryView:
    """One item of a draft under review."""

    number: int  # of the draft
    at: int
    name: str
    text: str
    lost: Sequence[Sequence[str]]
    twin: str
    out: bool
    look: Look


@dataclass(frozen=True)
class ReviewPage:
    """GET /authoring/import/{number}."""

    title: str
    number: int
    unit: str
    format: str
    entries: Sequence[EntryView]
    taken: int
    total: int
    pages: int
    page: int
    lost: Sequence[Sequence[str]]
    reason: str = ""
    problem: str = ""
    told: Sequence[Told] = ()
    published: bool = False

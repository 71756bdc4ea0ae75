"""What the templates of this room are given: one frozen dataclass a page, called `page` there. Knows no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from app.lectures.lecture import Lecture
from app.lectures.path.cards import CoursePath, NextUnit, UnitCard, UnitLink
from app.study.assigned import Assigned
from app.study.cards import Card, Cited


@dataclass(frozen=True)
class Resume:
    """Where to go on: an address and a few words."""

    address: str
    label: str


@dataclass(frozen=True)
class Miss:
    """A question that went wrong, with the way to it."""

    address: str
    prompt: Markup  # its first paragraph
    outcome: str  # partial | incorrect


@dataclass(frozen=True)
class HomePage:
    """GET / -> lectures/home.html"""

    title: str
    path: CoursePath
    next: NextUnit | None  # nothing when all is done
    resume: Resume | None
    sample: Card | None  # one question to begin with, for who has answered nothing yet
    wrong: tuple[Miss, ...]
    wrong_total: int
    corrections: int
    replies: int  # to the learner's disputes, not yet read
    regraded: int  # answers whose verdict has changed, not yet read
    assigned: tuple[Assigned, ...]  # assignments with something left to do


@dataclass(frozen=True)
class LecturesPage:
    """GET /lectures -> lectures/list.html"""

    title: str
    units: tuple[UnitCard, ...]


@dataclass(frozen=True)
class LecturePage:
    """GET /lectures/{unit} -> lectures/show.html"""

    title: str
    lecture: Lecture
    cards: Mapping[str, Card]
    total: int
    answered: int
    previous: Lecture | None
    next: Lecture | None
    named: Mapping[str, str]  # prerequisite -> id of the term it names
    before: tuple[UnitLink, ...]  # the units that it builds upon
    opens: tuple[UnitLink, ...]  # the units that build upon it


@dataclass(frozen=True)
class Entry:
    """A term of the glossary."""

    id: str
    ko: str
    en: str
    also: tuple[str, ...]
    definition: Markup
    confused: tuple[tuple[str, str], ...]  # id and name


@dataclass(frozen=True)
class Group:
    letter: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class GlossaryPage:
    """GET /glossary?q= -> lectures/glossary.html"""

    title: str
    query: str
    groups: tuple[Group, ...]
    found: int
    total: int
    math: bool


@dataclass(frozen=True)
class Erratum:
    """A correction, ready to show. `address` leads to the question where a lecture asks it."""

    id: str
    date: str
    unit: str
    unit_title: str
    prompt: Markup  # its first paragraph
    rest: Markup  # what follows: code, a table
    before: Markup
    after: Markup
    reason: Markup
    sources: tuple[Cited, ...]
    address: str | None
    retired: bool = False  # the question is asked no more


@dataclass(frozen=True)
class UnitErrata:
    """The corrections of one unit."""

    unit: str
    title: str
    errata: tuple[Erratum, ...]

    @property
    def size(self) -> int:
        return len(self.errata)


@dataclass(frozen=True)
class ErrataPage:
    """GET /errata?unit=&q= -> lectures/errata.html"""

    title: str
    unit: str
    query: str
    units: tuple[tuple[str, str, int], ...]  # those with corrections: folder, title, how many were found
    found: int  # in all units together
    groups: tuple[UnitErrata, ...]
    open: bool  # so few that all is shown
    total: int
    math: bool
    kept: int  # corrections of items that an open assignment of theirs withholds


@dataclass(frozen=True)
class AboutPage:
    """GET /about -> lectures/about.html. `proved` of `items` keys were established by running, the last on `date`."""

    title: str
    corrections: int
    items: int
    proved: int
    date: str


@dataclass(frozen=True)
class Hit:
    """A place that a search found, what was asked for marked in it. `name` is a term's English name."""

    address: str
    over: str
    title: Markup
    name: Markup
    excerpt: Markup


@dataclass(frozen=True)
class Hits:
    """What was found in one part of the course: the first of `found`, or all of them."""

    kind: str
    name: str
    hits: tuple[Hit, ...]
    found: int


@dataclass(frozen=True)
class SearchPage:
    """GET /search?q=&only= -> lectures/search.html. `instead` are terms that look like what was not found;
    `too_short`: nothing that could be looked for; `cut`: only the beginning was."""

    title: str
    query: str
    groups: tuple[Hits, ...]
    found: int
    instead: tuple[str, ...]
    too_short: bool
    cut: bool

"""What the templates of the editor need. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.authoring.editing.changes import Changed
from app.authoring.editing.computing import Computation
from app.authoring.editing.forms import Box, Form
from app.authoring.editing.merging import Line
from app.authoring.editing.previewing import Tried
from app.authoring.editing.proofing import Told
from app.authoring.editing.responding import Standing
from app.authoring.editing.subjects import Subject
from app.authoring.editing.suggesting import Names
from app.authoring.editing.versions import Change
from app.authoring.git import Version
from app.bank.problems import Problem
from app.lectures.lecture import Lecture
from app.study.cards import Card


@dataclass(frozen=True)
class UnitRow:
    slug: str
    title: str
    counts: tuple[tuple[str, int], ...]  # name of a kind, how many
    items: int


@dataclass(frozen=True)
class DraftRow:
    name: str
    address: str
    updated: datetime


@dataclass(frozen=True)
class OverviewPage:
    """GET /authoring -> authoring/editing/overview.html"""

    title: str
    units: tuple[UnitRow, ...]
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]
    drafts: tuple[DraftRow, ...]


@dataclass(frozen=True)
class ItemRow:
    id: str
    kind: str
    concept: str
    level: str
    prompt: str  # Markdown


@dataclass(frozen=True)
class UnitPage:
    """GET /authoring/units/{unit} -> authoring/editing/unit.html"""

    title: str
    slug: str
    lecture: str  # its title, "" where there is none
    items: tuple[ItemRow, ...]
    retired: tuple[tuple[str, str], ...]  # each with when, by whom and why
    kinds: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class NewUnitPage:
    """GET /authoring/units -> authoring/editing/new_unit.html"""

    title: str
    values: Mapping[str, str]
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Look:
    """Beside the editor: what is wrong, and what students will see. A `lecture` comes with its `cards`."""

    told: tuple[Told, ...] = ()
    card: Card | None = None
    tried: Tried | None = None
    standing: Standing | None = None
    notice: str = ""
    lecture: Lecture | None = None
    cards: Mapping[str, Card] = field(default_factory=dict)
    changed: Changed | None = None  # of a file that is shared
    kept: bool = False  # a draft was saved
    computation: Computation | None = None
    in_form: bool = False  # mistakes are told in the words of the form


@dataclass(frozen=True)
class EditorPage:
    """GET /authoring/items/{id}, /lectures/{unit}, /shared/{name} -> authoring/editing/editor.html"""

    title: str
    subject: Subject
    mode: str
    text: str
    base: str
    look: Look
    form: Form | None = None
    reason: str = ""
    answer: str = ""
    refused: tuple[Told, ...] = ()  # why it could not be saved
    drafted: datetime | None = None  # the text is a draft of that time
    retirable: bool = False  # it is asked now
    not_retired: tuple[Told, ...] = ()  # why it could not be given up
    why_out: str = ""
    saved: bool = False
    regrade: str = ""  # where answers are judged anew
    how: str = ""  # how an answer is typed
    images: tuple[str, ...] = ()
    offered: Mapping[str, Names] = field(default_factory=dict)  # names that boxes suggest


@dataclass(frozen=True)
class EntryPage:
    """GET /authoring/shared/{name}/new -> authoring/editing/entry.html"""

    title: str
    subject: Subject
    boxes: tuple[Box, ...]
    offered: Mapping[str, Names]
    told: tuple[Told, ...] = ()
    added: str = ""  # a moment ago
    home: Subject | None = None  # the text that lacked it


@dataclass(frozen=True)
class ImagesPage:
    """GET /authoring/lectures/{unit}/images -> authoring/editing/images.html"""

    title: str
    subject: Subject
    files: Mapping[str, str]  # by the name that a lecture calls it
    added: str = ""  # a moment ago
    problem: str = ""


@dataclass(frozen=True)
class RetiredPage:
    """GET /authoring/items/{id} of an item that is asked no more -> authoring/editing/retired.html"""

    title: str
    subject: Subject
    card: Card
    note: str  # when, by whom, why
    text: str
    told: tuple[Told, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class MergePage:
    """409 -> authoring/editing/merge.html"""

    title: str
    subject: Subject
    mine: str
    theirs: str
    text: str  # both together, else mine
    reason: str
    by: Version | None
    changed_by_them: tuple[tuple[Line, ...], ...]
    changed_by_me: tuple[tuple[Line, ...], ...]
    merged: bool
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class HistoryPage:
    """GET /authoring/history/{path} -> authoring/editing/history.html"""

    title: str
    subject: Subject
    versions: tuple[Version, ...]
    chosen: Version | None = None
    before: str = ""
    changes: tuple[tuple[Line, ...], ...] = ()
    text: str = ""
    told: tuple[Told, ...] = ()
    reason: str = ""
    query: str = ""

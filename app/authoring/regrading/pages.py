"""What the templates of corrections and regrades are given. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.authoring.editing.merging import Line
from app.authoring.editing.proofing import Told
from app.authoring.editing.subjects import Subject
from app.authoring.regrading.drafting import Sent
from app.authoring.regrading.foreseeing import Foreseen
from app.authoring.regrading.policies import Policy
from app.authoring.regrading.records import Record


@dataclass(frozen=True)
class RegradesPage:
    """GET /authoring/regrades -> authoring/regrading/list.html"""

    title: str
    records: tuple[Record, ...]
    older: str
    items: tuple[str, ...]  # every item of the course, to choose from
    problem: str = ""
    typed: str = ""


@dataclass(frozen=True)
class CorrectionPage:
    """GET, POST /authoring/regrades/new -> authoring/regrading/correction.html"""

    title: str
    subject: Subject
    prompt: str  # Markdown
    sent: Sent
    policies: Mapping[Policy, str]
    references: tuple[str, ...]
    erratum_exists: bool
    undo: int | None = None  # the regrade that is undone
    drafted: bool = False  # the text is an unpublished draft of the editor
    told: tuple[Told, ...] = ()
    foreseen: Foreseen | None = None
    diff: tuple[tuple[Line, ...], ...] = ()
    name: str = ""  # of the draft that was foreseen
    moved: bool = False  # it was changed since it was foreseen
    theirs: str = ""  # what somebody else has published meanwhile


@dataclass(frozen=True)
class RegradePage:
    """GET /authoring/regrades/{number} -> authoring/regrading/show.html"""

    title: str
    record: Record
    turns: tuple[tuple[str, str, int], ...]
    may_undo: bool
    exists: bool  # the item is still in the course
    corrected: bool  # with an erratum
    waiting: int  # disputes of the item that nobody has closed

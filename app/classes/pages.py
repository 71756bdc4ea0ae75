"""What the templates of this room are given: one frozen dataclass a page, called `page` there. Knows no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.classes.advancing import Advance
from app.classes.assigning import Form
from app.classes.leaving import Left
from app.classes.marks import Sheet
from app.classes.rosters import Pupil
from app.classes.teachers import Teacher
from app.study.assigned import Assigned
from app.study.cards import Card


@dataclass(frozen=True)
class Attended:
    """A class that one is in, and who teaches it."""

    name: str
    teacher: str


@dataclass(frozen=True)
class ClassesPage:
    """GET /classes -> classes/attended.html"""

    title: str
    classes: tuple[Attended, ...]
    open: tuple[Assigned, ...]
    over: tuple[Assigned, ...]
    joined: str  # the class that one has just come into, "" for none


@dataclass(frozen=True)
class JoinPage:
    """GET and POST /classes/join, GET /classes/join/{code} -> classes/join.html. `into` when the code names a class."""

    title: str
    code: str
    into: Attended | None
    problem: str


@dataclass(frozen=True)
class Taught:
    number: int
    name: str
    teacher: str
    pupils: int


@dataclass(frozen=True)
class TaughtPage:
    """GET and POST /authoring/classes -> classes/taught.html"""

    title: str
    classes: tuple[Taught, ...]
    typed: str
    problem: str


@dataclass(frozen=True)
class Listed:
    """One assignment in its class. `taken` counts learners who began a round."""

    number: int
    title: str
    opens: datetime
    closes: datetime
    state: str  # waits | open | closed
    withheld: bool
    taken: int


@dataclass(frozen=True)
class ClassroomPage:
    """GET /authoring/classes/{number} -> classes/classroom.html. `code` is "" while nobody can come in; a problem is
    that of the form named `form`: rename | teachers."""

    title: str
    number: int
    name: str
    code: str
    link: str
    pupils: tuple[Pupil, ...]
    assignments: tuple[Listed, ...]
    teachers: tuple[Teacher, ...]
    own: bool  # whoever looks may take others out
    me: int
    form: str = ""
    typed: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Round:
    """One round of an assignment, as its learner sees it. `share` is None while it is not told."""

    number: int
    begun: datetime
    finished: bool
    share: float | None


@dataclass(frozen=True)
class TaskPage:
    """GET /classes/assignments/{number} -> classes/task.html"""

    title: str
    number: int
    classroom: str
    asked: int
    closes: datetime
    closed: bool
    withheld: bool  # keys wait for the end
    allowed: int
    rounds: tuple[Round, ...]
    begun: bool  # a round is open
    problem: str

    @property
    def left(self) -> bool:
        return not self.closed and (self.begun or len(self.rounds) < self.allowed)


@dataclass(frozen=True)
class Assignable:
    """An item that may be chosen. `prompt` is Markdown."""

    id: str
    kind_name: str
    level_name: str
    prompt: str


@dataclass(frozen=True)
class AssignPage:
    """GET .../assignments/new and POST .../assignments -> classes/assign.html"""

    title: str
    room: int
    name: str
    form: Form
    problems: Mapping[str, str]
    units: tuple[tuple[str, str, tuple[Assignable, ...]], ...]
    kinds: Mapping[str, str]
    levels: Mapping[str, str]
    how: Mapping[str, str]
    keys: Mapping[str, str]


@dataclass(frozen=True)
class SheetPage:
    """GET and POST .../assignments/{number} -> classes/sheet.html"""

    title: str
    room: int
    name: str
    number: int
    asked: str  # what it asks, in words
    opens: datetime
    closes: datetime
    opened: bool
    closed: bool
    shown: str  # when keys are: a key of `keys`
    sheet: Sheet
    left: tuple[Left, ...]  # what stood in the boxes at the end and was not graded
    form: Form
    problems: Mapping[str, str]
    keys: Mapping[str, str]


@dataclass(frozen=True)
class AnswerPage:
    """GET .../assignments/{number}/answers/{response} -> classes/answer.html"""

    title: str
    room: int
    name: str
    number: int
    assignment: str
    who: str
    card: Card


@dataclass(frozen=True)
class AdvancePage:
    """GET /authoring/classes/{number}/progress -> classes/progress.html"""

    title: str
    room: int
    name: str
    units: tuple[str, ...]
    advances: tuple[Advance, ...]

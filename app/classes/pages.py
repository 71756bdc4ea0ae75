"""What the templates of this room are given: one frozen dataclass a page, called `page` there. Knows no database."""

from __future__ import annotations

from dataclasses import dataclass

from app.classes.rosters import Pupil


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
class ClassroomPage:
    """GET /authoring/classes/{number} -> classes/classroom.html. `code` is "" while nobody can come in."""

    title: str
    number: int
    name: str
    code: str
    link: str
    pupils: tuple[Pupil, ...]
    typed: str
    problem: str

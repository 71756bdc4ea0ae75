"""The content folder -> Bank. Collects every Problem, then decides; what only grading can tell, `checking` tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel

from app.bank import documents, format, revisions
from app.bank.documents import Document
from app.bank.field_mistakes import unknown, validated
from app.bank.problems import Place, Problem, problem, shown
from app.bank.question import Question
from app.bank.references import Reference
from app.bank.terms import Term, Terms

Entry = TypeVar("Entry", bound=BaseModel)


@dataclass(frozen=True)
class Unit:
    """One folder of the course: its name, and its items in the order of the file."""

    slug: str
    items: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Bank:
    """All questions of the course, its vocabulary and its sources. Never changes; a reload makes a new one."""

    units: Mapping[str, Unit]
    terms: Terms
    references: Mapping[str, Reference]
    items: Mapping[str, Question] = field(init=False)
    _revisions: Mapping[str, tuple[str, str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        items = {item.id: item for unit in self.units.values() for item in unit.items}
        named = {name: (revisions.revision(item), revisions.prompt_revision(item)) for name, item in items.items()}
        object.__setattr__(self, "items", MappingProxyType(items))
        object.__setattr__(self, "_revisions", named)

    def revision(self, item: str) -> str:
        """Names everything the item says: its key revision."""
        return self._revisions[item][0]

    def prompt_revision(self, item: str) -> str:
        """Names what a learner sees of the item before answering."""
        return self._revisions[item][1]


@dataclass(frozen=True)
class Origin:
    """Where an entry was written."""

    document: Document
    path: Sequence[str | int]

    def place(self, *path: str | int) -> Place:
        return self.document.place([*self.path, *path])

    def find(self, text: str, *path: str | int) -> Place:
        return self.document.find(text, [*self.path, *path])


@dataclass(frozen=True)
class Loaded:
    """`bank` is None when anything is wrong; `readable` holds what could be read nevertheless, for further checks."""

    folder: Path
    bank: Bank | None
    problems: tuple[Problem, ...]
    readable: Bank
    origins: Mapping[str, Origin]  # of items
    terms: Origin
    references: Origin
    course_is_whole: bool  # terms and references could be read: checks that need them make sense


def read(folder: Path) -> Loaded:
    """Reads every unit of the content folder. Never raises for what an author wrote."""
    terms, terms_from, wrong_terms = _entries(folder / "terms.yaml", "terms", Term)
    references, references_from, wrong_references = _entries(folder / "references.yaml", "references", Reference)
    wrong_units: list[Problem] = []
    units, origins = _units(folder, wrong_units)
    problems = (*wrong_terms, *wrong_references, *wrong_units)
    readable = Bank(units, Terms(terms.values()), references)
    return Loaded(
        folder=folder,
        bank=None if problems else readable,
        problems=problems,
        readable=readable,
        origins=origins,
        terms=terms_from,
        references=references_from,
        course_is_whole=not wrong_terms and not wrong_references,
    )


def unit_folders(folder: Path) -> list[Path]:
    """The folders that are units, by name."""
    if not folder.is_dir():
        return []
    inside = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith((".", "_")))
    return [path for path in inside if (path / "quiz.yaml").is_file() or (path / "lecture.md").is_file()]


def _units(folder: Path, problems: list[Problem]) -> tuple[dict[str, Unit], dict[str, Origin]]:
    units: dict[str, Unit] = {}
    origins: dict[str, Origin] = {}
    for path in unit_folders(folder):
        items = _unit(path, origins, problems) if (path / "quiz.yaml").is_file() else []
        units[path.name] = Unit(path.name, tuple(items))
    if not units:
        place = Place(shown(folder))
        problems.append(
            problem(place, "no-units", "단원이 없습니다. quiz.yaml이나 lecture.md가 있는 폴더를 두어 주세요.")
        )
    return units, origins


def _unit(path: Path, origins: dict[str, Origin], problems: list[Problem]) -> list[Question]:
    document = documents.read(path / "quiz.yaml")
    found, wrong = format.read_items(document, path.name)
    problems += wrong
    items = []
    for at, item in found.items():
        origin = Origin(document, ("items", at))
        if item.id in origins:
            first = origins[item.id].place("id")
            message = f"‘{item.id}’은(는) 이미 있습니다({first.file}:{first.line}). 다른 번호를 붙여 주세요."
            problems.append(problem(origin.place("id"), "duplicate-id", message, item.id))
            continue
        origins[item.id] = origin
        items.append(item)
    return items


def _entries(path: Path, name: str, model: type[Entry]) -> tuple[dict[str, Entry], Origin, list[Problem]]:
    """A file of one list or mapping: the entries by id or key."""
    if not path.is_file():
        missing = problem(Place(shown(path)), "missing-file", f"{path.name} 파일이 없습니다. 만들어 주세요.")
        return {}, Origin(Document(shown(path)), ()), [missing]
    document = documents.read(path)
    problems = list(document.problems)
    body = document.value if isinstance(document.value, dict) else {}
    problems += [
        problem(document.place([other], key=True), "unknown-field", unknown(other, [name]))
        for other in body
        if other != name
    ]
    if name not in body and not problems:
        problems.append(problem(document.place(), "missing-field", f"‘{name}’ 칸이 없습니다. 더해 주세요."))
    found: dict[str, Entry] = {}
    for step, key, value in _steps(body.get(name)):
        entry, wrong = validated(model, value, document, [name, step])
        problems += wrong
        if entry is None:
            continue
        if key in found:
            message = f"‘{key}’은(는) 이미 있습니다. 하나를 지우거나 이름을 바꾸어 주세요."
            problems.append(problem(document.place([name, step]), "duplicate-id", message))
        found.setdefault(key, entry)
    return found, Origin(document, (name,)), problems


def _steps(value: Any) -> list[tuple[str | int, str, Any]]:
    """The entries of a list (named by their `id`) or of a mapping (named by their key)."""
    if isinstance(value, dict):
        return [(key, key, entry) for key, entry in value.items()]
    entries = value if isinstance(value, list) else []
    return [(at, str(entry.get("id")) if isinstance(entry, dict) else "", entry) for at, entry in enumerate(entries)]

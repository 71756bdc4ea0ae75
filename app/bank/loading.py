"""The content folder -> Bank. Collects every Problem, then decides; what only grading can tell, `checking` tells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from app.bank import documents, entries, format, revisions
from app.bank.documents import Document
from app.bank.problems import Place, Problem, problem, shown
from app.bank.question import Question
from app.bank.references import Reference
from app.bank.terms import Term, Terms

QUIZ, RETIRED, TERMS, REFERENCES = "quiz.yaml", "retired.yaml", "terms.yaml", "references.yaml"


@dataclass(frozen=True)
class Unit:
    """One folder of the course: its name, its items in the order of the file, and those that are asked no more."""

    slug: str
    items: tuple[Question, ...] = ()
    retired: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Bank:
    """All questions of the course, its vocabulary and its sources. Never changes; a reload makes a new one."""

    units: Mapping[str, Unit]
    terms: Terms
    references: Mapping[str, Reference]
    items: Mapping[str, Question] = field(init=False)
    retired: Mapping[str, Question] = field(init=False)
    _revisions: Mapping[str, tuple[str, str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        items = {item.id: item for unit in self.units.values() for item in unit.items}
        retired = {item.id: item for unit in self.units.values() for item in unit.retired}
        every = (items | retired).items()
        named = {name: (revisions.revision(item), revisions.prompt_revision(item)) for name, item in every}
        object.__setattr__(self, "items", MappingProxyType(items))
        object.__setattr__(self, "retired", MappingProxyType(retired))
        object.__setattr__(self, "_revisions", named)

    def revision(self, item: str) -> str:
        """Names everything the item says: its key revision."""
        return self._revisions[item][0]

    def prompt_revision(self, item: str) -> str:
        """Names what a learner sees of the item before answering."""
        return self._revisions[item][1]


@dataclass(frozen=True)
class Before:
    """What the folder held without any mistake, and the files (paths below it) that have changed since: only those are
    read again."""

    bank: Bank
    changed: Collection[str]


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
    retired: Mapping[str, Origin]  # of those that are asked no more
    terms: Origin
    references: Origin
    course_is_whole: bool  # terms and references could be read: checks that need them make sense
    before: Before | None = None

    @cached_property
    def known(self) -> frozenset[str]:
        """Items that say what they said, in the same vocabulary: what is told of an item alone was told before."""
        if self.before is None or self.before.bank.terms.vocabulary != self.readable.terms.vocabulary:
            return frozenset()
        then = self.before.bank.items
        return frozenset(name for name, item in self.readable.items.items() if item is then.get(name))


def read(folder: Path, before: Before | None = None) -> Loaded:
    """Reads every unit of the content folder, or only what has changed. Never raises for what an author wrote."""
    terms, terms_from, wrong_terms = _terms(folder / TERMS, before)
    references, references_from, wrong_references = _references(folder / REFERENCES, before)
    wrong_units: list[Problem] = []
    units, origins, retired = _units(folder, wrong_units, before)
    problems = (*wrong_terms, *wrong_references, *wrong_units)
    readable = Bank(units, terms, references)
    return Loaded(
        folder=folder,
        bank=None if problems else readable,
        problems=problems,
        readable=readable,
        origins=origins,
        retired=retired,
        terms=terms_from,
        references=references_from,
        course_is_whole=not wrong_terms and not wrong_references,
        before=before,
    )


def unit_folders(folder: Path) -> list[Path]:
    """The folders that are units, by name."""
    if not folder.is_dir():
        return []
    inside = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith((".", "_")))
    return [path for path in inside if (path / QUIZ).is_file() or (path / "lecture.md").is_file()]


def _terms(path: Path, before: Before | None) -> tuple[Terms, Origin, list[Problem]]:
    if before is not None and TERMS not in before.changed:
        return before.bank.terms, Origin(documents.unread(path), ("terms",)), []
    found, document, wrong = entries.read(path, "terms", Term)
    return Terms(found.values()), Origin(document, ("terms",)), wrong


def _references(path: Path, before: Before | None) -> tuple[Mapping[str, Reference], Origin, list[Problem]]:
    if before is not None and REFERENCES not in before.changed:
        return before.bank.references, Origin(documents.unread(path), ("references",)), []
    found, document, wrong = entries.read(path, "references", Reference)
    return found, Origin(document, ("references",)), wrong


def _units(
    folder: Path, problems: list[Problem], before: Before | None
) -> tuple[dict[str, Unit], dict[str, Origin], dict[str, Origin]]:
    units: dict[str, Unit] = {}
    origins: dict[str, Origin] = {}
    known: dict[str, Origin] = {}
    for path in unit_folders(folder):
        items = _file(path / QUIZ, known, problems, before)
        origins |= {item.id: known[item.id] for item in items}
        units[path.name] = Unit(path.name, tuple(items), tuple(_file(path / RETIRED, known, problems, before)))
    if not units:
        place = Place(shown(folder))
        problems.append(
            problem(place, "no-units", "단원이 없습니다. quiz.yaml이나 lecture.md가 있는 폴더를 두어 주세요.")
        )
    return units, origins, {name: origin for name, origin in known.items() if name not in origins}


def _file(path: Path, known: dict[str, Origin], problems: list[Problem], before: Before | None) -> list[Question]:
    """The good items of `quiz.yaml` or `retired.yaml`; each joins the `known`, of which none may have its id."""
    if not path.is_file():
        return []
    document, found, wrong = _items(path, before)
    problems += wrong
    items = []
    for at, item in found.items():
        origin = Origin(document, ("items", at))
        if first := known[item.id].place("id") if item.id in known else None:
            message = f"‘{item.id}’은(는) 이미 있습니다({first.file}:{first.line}). 다른 번호를 붙여 주세요."
            problems.append(problem(origin.place("id"), "duplicate-id", message, item.id))
            continue
        known[item.id] = origin
        items.append(item)
    return items


def _items(path: Path, before: Before | None) -> tuple[Document, dict[int, Question], list[Problem]]:
    """The good items by their position. An item that says what it said is the very object it was, so that whatever is
    remembered of it holds."""
    slug = path.parent.name
    if before is not None and slug in before.bank.units and f"{slug}/{path.name}" not in before.changed:
        unit = before.bank.units[slug]
        return documents.unread(path), dict(enumerate(unit.items if path.name == QUIZ else unit.retired)), []
    document = documents.read(path)
    found, wrong = format.read_items(document, slug)
    then = {**before.bank.items, **before.bank.retired} if before is not None else {}
    return document, {at: _same(item, then.get(item.id)) for at, item in found.items()}, wrong


def _same(item: Question, then: Question | None) -> Question:
    return then if then is not None and then.model_dump_json() == item.model_dump_json() else item

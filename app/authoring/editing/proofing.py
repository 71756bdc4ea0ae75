"""What is wrong with a text that is being written, with the place in that very text. Quick: nothing but the item, the
lecture or the shared file is read; what only the whole course can tell comes when it is saved."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

from app.authoring import items, staging
from app.authoring.editing.fields import Field, fields_of
from app.authoring.editing.patching import field_at
from app.authoring.editing.subjects import Subject
from app.authoring.items import ItemError
from app.authoring.published import Published
from app.bank import checking, loading
from app.bank.loading import Bank, Before
from app.bank.problems import Problem
from app.bank.question import Question
from app.course import Course
from app.lectures import checks, files
from app.lectures.lecture import Lecture
from app.proofreading import proofread_items

LACKING = {  # what names something that is in no file yet -> the file
    **dict.fromkeys(("source-unknown", "unknown-reference"), "references"),
    **dict.fromkeys(("unknown-term", "term-unknown"), "terms"),
}
MARGIN = 2  # an item stands two columns in


@dataclass(frozen=True)
class Told:
    """A mistake as the editor shows it: where in the text (or in which other file), and what to mend."""

    place: str
    message: str
    code: str = ""
    line: int = 0  # of the text; 0 where it is not in there
    field: str = ""  # of the form
    box: str = ""  # what the form calls it
    said: str = ""  # the message with the form's own words
    add: str = ""  # where what it lacks can be added


@dataclass(frozen=True)
class Proof:
    """What was found in a text, and what could be read of it nevertheless."""

    told: tuple[Told, ...] = ()
    question: Question | None = None
    lecture: Lecture | None = None
    bank: Bank | None = None


def item(course: Course, subject: Subject, text: str) -> Proof:
    """The item alone, with the course's terms and sources."""
    try:
        unit = items.append_item(f"unit: {subject.unit}\nitems:\n", text)
        named = items.ids(unit)
    except ItemError as error:
        return Proof((Told("", str(error), "yaml"),))
    with _alone(subject, unit) as copy:
        alone = Bank({}, course.bank.terms, course.bank.references)
        loaded = loading.read(copy, Before(alone, (subject.path,)))
        problems = [staging.below(problem, copy) for problem in proofread_items(loaded)]
    own = [problem for problem in problems if problem.file == subject.path]
    first = items.line_of(unit, named[0]) if named else 3
    told = tuple(in_form(_told(problem, subject, first), text) for problem in dict.fromkeys(own))
    renamed = () if named == [subject.item] else (Told("", f"‘id: {subject.item}’으로 두어 주세요.", "id-changed"),)
    return Proof((*renamed, *told), next(iter(loaded.readable.items.values()), None))


def lecture(folder: Path, course: Course, subject: Subject, text: str) -> Proof:
    """The lecture as it would be read, with the figures and images that lie beside it."""
    with _alone(subject, text, folder) as copy:
        unit = copy / subject.unit
        reading = files.read(unit, course.bank, course.demos)
        problems = [staging.below(problem, copy) for problem in checks.check(unit, course.bank, course.demos)]
    return Proof(tuple(_told(problem, subject, 0) for problem in problems), lecture=reading.lecture)


def shared(published: Published, subject: Subject, text: str) -> Proof:
    """A file that all units share, with the items that are in service."""
    with staging.staged(published.folder, {subject.path: text}) as copy:
        loaded = loading.read(copy, Before(published.course.bank, (subject.path,)))
        problems = [staging.below(problem, copy) for problem in checking.check_shared(loaded)]
    return Proof(
        told(problems, subject, {subject.path: text}), bank=loaded.readable if loaded.course_is_whole else None
    )


def told(problems: Iterable[Problem], subject: Subject, edits: dict[str, str]) -> tuple[Told, ...]:
    """What the full check found, seen from the text: its own mistakes first, then those in other files."""
    whole = edits[subject.path]
    first = items.line_of(whole, subject.item) if subject.item else 0
    last = first + len(items.item_text(whole, subject.item).splitlines()) if subject.item else len(whole)
    own: list[Problem] = []
    others: list[Problem] = []
    for problem in problems:
        inside = problem.file == subject.path and first < problem.line <= last
        (own if inside else others).append(problem)
    text = items.item_text(whole, subject.item) if subject.item else ""
    return (*(in_form(_told(each, subject, first), text) for each in own), *(_elsewhere(each) for each in others))


def elsewhere(problems: Iterable[Problem]) -> tuple[Told, ...]:
    """Mistakes in files that are not open."""
    return tuple(map(_elsewhere, problems))


def _told(problem: Problem, subject: Subject, first: int) -> Told:
    line = max(1, problem.line - first)
    column = max(1, problem.column - (MARGIN if subject.item else 0))
    return Told(f"{line}째 줄 {column}째 칸", problem.message, problem.code, line, add=_where_to_add(problem))


def _where_to_add(problem: Problem) -> str:
    """The form for the source or the term that is not there."""
    shared, lacking = LACKING.get(problem.code), re.search(r"‘([^’]+)’", problem.message)
    return f"/authoring/shared/{shared}/new?{urlencode({'name': lacking[1]})}" if shared and lacking else ""


def in_form(one: Told, text: str, fields: Sequence[Field] = ()) -> Told:
    """With the box in which it stands: whoever fills in a form knows its labels, neither lines nor names of fields."""
    missing = re.match(r"‘(\w+)’", one.message) if one.code == "missing-field" else None
    at, named = field_at(text, one.line), missing[1] if missing else ""
    known = {field.name: field for field in fields or fields_of(_kind(text))}
    name = at if at in known else named
    field = known.get(name)
    if field is None:
        return replace(one, field=at)
    said = one.message.removeprefix(f"‘{name}’: ")
    for part in (field, *field.parts):
        said = said.replace(f"‘{part.name}’", f"‘{part.label}’")
    row = "" if one.message.startswith(f"‘{name}’") else _row(text, name, one.line)
    return replace(one, field=name, box=f"{field.label}{row}", said=said)


def _row(text: str, name: str, line: int) -> str:
    """Which row of the field's table, where each has lines of its own."""
    above = text.splitlines()[:line]
    first = max((at for at, each in enumerate(above) if each.startswith(f"{name}:")), default=line)
    rows = sum(each.startswith("- ") for each in above[first:])
    return f" {rows}" if rows else ""


def _kind(text: str) -> str:
    found = re.search(r"(?m)^kind:[ \t]*([a-z]+)", text)
    return found[1] if found else ""


def _elsewhere(problem: Problem) -> Told:
    return Told(f"{problem.file} {problem.line}째 줄", problem.message, problem.code)


@contextmanager
def _alone(subject: Subject, text: str, folder: Path | None = None) -> Iterator[Path]:
    """A content folder that holds this one file, and links to what a lecture may name in `folder`."""
    with tempfile.TemporaryDirectory(prefix="seodang-") as made:
        copy = Path(made).resolve()
        (copy / subject.unit).mkdir()
        (copy / subject.path).write_text(text, encoding="utf-8")
        for name in (f"{subject.unit}/figures", f"{subject.unit}/{staging.IMAGES}"):
            if folder and (folder / name).exists():
                (copy / name).symlink_to((folder / name).resolve())
        yield copy

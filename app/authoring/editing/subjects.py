"""What is edited: one item of a unit, a unit's lecture, or a file that all units share. Its text as it stands, and the
files that a new text makes. Knows no HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.authoring import items
from app.authoring.items import ItemError
from app.authoring.published import Published
from app.bank.checking.ids import LIST
from app.bank.loading import QUIZ, REFERENCES, RETIRED, TERMS
from app.bank.question import LONGEST_ID
from app.course import Course

SHARED: Mapping[str, str] = {TERMS: "용어집", REFERENCES: "출처 목록"}  # files of no unit, and what people call them


@dataclass(frozen=True)
class Subject:
    """An item; with `item` empty the lecture of the unit, or another `file`: all its items, or (of no unit) what is
    shared."""

    unit: str
    item: str = ""
    file: str = ""

    @property
    def path(self) -> str:
        name = self.file or (QUIZ if self.item else "lecture.md")
        return f"{self.unit}/{name}" if self.unit else name

    @property
    def key(self) -> str:
        if self.shared:
            return f"shared/{self.shared}"
        if self.file:
            return f"units/{self.unit}"
        return f"items/{self.item}" if self.item else f"lectures/{self.unit}"

    @property
    def name(self) -> str:
        return self.item or SHARED.get(self.file) or f"{self.unit} {'문항 모두' if self.file else '강의'}"

    @property
    def shared(self) -> str:
        """`terms` or `references`; "" for what belongs to a unit."""
        return "" if self.unit else self.file.removesuffix(".yaml")

    @property
    def address(self) -> str:
        return f"/authoring/{self.key}"

    @property
    def seen(self) -> str:
        """Where students read it, "" where it has no page of its own."""
        if self.shared:
            return "/glossary" if self.file == TERMS else ""
        return "" if self.item else f"/lectures/{self.unit}"


def of_item(course: Course, item: str) -> Subject | None:
    """By the unit that holds it; an item that is still to come belongs to the unit that its id begins with."""
    if item not in course.known and len(item) > LONGEST_ID:
        return None
    unit = course.home(item) if item in course.known else unit_named(course.bank.units, item)
    return Subject(unit, item) if unit else None


def unit_named(units: Iterable[str], item: str) -> str:
    return max((unit for unit in units if item.startswith(f"{unit}-")), key=len, default="")


def of_key(course: Course, key: str) -> Subject | None:
    """What a draft belongs to."""
    kind, _, name = key.partition("/")
    if kind == "shared":
        return shared(name)
    return of_item(course, name) if kind == "items" else Subject(name)


def shared(name: str) -> Subject | None:
    """`terms` or `references`."""
    file = f"{name}.yaml"
    return Subject("", file=file) if file in SHARED else None


def current(published: Published, subject: Subject) -> str:
    """Its text as it lies there now, "" where there is none yet. Raises ItemError where the file cannot be read."""
    try:
        whole = published.text(subject.path)
    except FileNotFoundError:
        return ""
    return part(whole, subject)


def part(whole: str, subject: Subject) -> str:
    """The subject's own text out of its file."""
    if not subject.item:
        return whole
    return items.item_text(whole, subject.item) if subject.item in items.ids(whole) else ""


def edits(published: Published, subject: Subject, text: str) -> dict[str, str]:
    """The files as they would be with this text. Raises ItemError."""
    if not subject.item:
        return {subject.path: text}
    if str(items.parsed(text).get("id")) != subject.item:
        raise ItemError(f"번호는 바꿀 수 없습니다. ‘id: {subject.item}’으로 두어 주세요.")
    whole = published.text(subject.path)
    if subject.item in items.ids(whole):
        return {subject.path: items.replace_item(whole, subject.item, text)}
    return {subject.path: added(whole, text), **listed(published, subject.item)}


def added(whole: str, text: str) -> str:
    """The unit with one more item; the first one takes the place of the empty list."""
    return items.append_item(whole.rstrip().removesuffix("[]"), text)


def listed(published: Published, *ids: str) -> dict[str, str]:
    """The list of all ids with new ones, where the course keeps one."""
    if not (published.folder / LIST).is_file():
        return {}
    return {LIST: published.text(LIST).rstrip("\n") + "\n" + "".join(f"{name}\n" for name in ids)}


def next_id(published: Published, unit: str, kind: str) -> str:
    """The lowest number above all that the unit ever gave to this kind, those given up included."""
    listed_ids = published.text(LIST).split() if (published.folder / LIST).is_file() else []
    retired = published.text(f"{unit}/{RETIRED}") if (published.folder / unit / RETIRED).is_file() else ""
    known = [*items.ids(published.text(f"{unit}/quiz.yaml")), *(items.ids(retired) if retired else ()), *listed_ids]
    head = f"{unit}-{kind}-"
    taken = [int(name.removeprefix(head)) for name in known if name.startswith(head) and name[len(head) :].isdigit()]
    return f"{head}{max(taken, default=0) + 1:02d}"

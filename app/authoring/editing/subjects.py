"""What is edited: one item of a unit, or a unit's lecture. Its text as it stands, and the files that a new text makes.
Knows no HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.authoring import items
from app.authoring.items import ItemError
from app.authoring.published import Published
from app.bank.checking.ids import LIST
from app.bank.loading import RETIRED
from app.course import Course


@dataclass(frozen=True)
class Subject:
    """An item, or with `item` empty the lecture of the unit, or `whole`: the file of all its items."""

    unit: str
    item: str = ""
    whole: bool = False

    @property
    def path(self) -> str:
        return f"{self.unit}/quiz.yaml" if self.item or self.whole else f"{self.unit}/lecture.md"

    @property
    def key(self) -> str:
        if self.whole:
            return f"units/{self.unit}"
        return f"items/{self.item}" if self.item else f"lectures/{self.unit}"

    @property
    def name(self) -> str:
        return self.item or f"{self.unit} {'문항 모두' if self.whole else '강의'}"

    @property
    def address(self) -> str:
        return f"/authoring/{self.key}"


def of_item(course: Course, item: str) -> Subject | None:
    """By the unit that holds it; an item that is still to come belongs to the unit that its id begins with."""
    unit = course.home(item) if item in course.known else unit_named(course.bank.units, item)
    return Subject(unit, item) if unit else None


def unit_named(units: Iterable[str], item: str) -> str:
    return max((unit for unit in units if item.startswith(f"{unit}-")), key=len, default="")


def of_key(course: Course, key: str) -> Subject | None:
    """What a draft belongs to."""
    kind, _, name = key.partition("/")
    return of_item(course, name) if kind == "items" else Subject(name)


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

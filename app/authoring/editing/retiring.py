"""An item given up, and taken back. Its text moves between `quiz.yaml` and `retired.yaml`, its id stays in the list for
ever; answers, grades, errata and history stay as they are. Knows no HTML."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.authoring import items
from app.authoring.editing import drafts, saving, subjects
from app.authoring.editing.room import Room
from app.authoring.editing.subjects import Subject
from app.authoring.items import ItemError
from app.authoring.published import Published
from app.bank.checking.ids import LIST, RETIRED
from app.bank.loading import RETIRED as FILE
from app.study.class_tables import Assignment
from app.study.withholding import moment

STARTED = "‘{titles}’ 과제가 아직 마감되지 않았고 이 문항을 묻습니다. 마감된 뒤에 물려 주세요."
Edits = dict[str, str | bytes | None]


class NotYetError(ValueError):
    """Something still asks the item; the message says what."""


def retire(room: Room, subject: Subject, reason: str) -> None:
    """Raises NotYetError, ItemError, RejectedError, ConflictError, GitError; nothing was changed then."""
    with room.database.read() as session:
        if titles := _asked_by(session, subject.item):
            raise NotYetError(STARTED.format(titles=", ".join(titles)))
    today, who = datetime.now(UTC).date().isoformat(), room.member.shown
    note = f"{today} {who}: {reason}"
    saving.publish(
        room.request,
        room.member,
        subject.key,
        lambda: _out(room.published, subject, note),
        f"{subject.item} 물림: {reason}",
    )
    with room.database.write() as session:
        drafts.drop(session, room.member.account, subject.key)
        session.commit()


def restore(room: Room, subject: Subject, reason: str) -> None:
    """Asked again, under its old id. Raises what `retire` raises, but for NotYetError."""
    told = f"{subject.item} 되살림: {reason}"
    saving.publish(room.request, room.member, subject.key, lambda: _back(room.published, subject), told)


def text(published: Published, subject: Subject) -> str:
    """The text of a retired item. Raises ItemError."""
    return items.item_text(_file(published, subject), subject.item)


def note(published: Published, item: str) -> str:
    """When it was retired, by whom and why, as the list of ids says it; "" where it does not."""
    found = re.search(_line(item), _list(published))
    return found["note"].strip() if found else ""


def _asked_by(session: Session, item: str) -> list[str]:
    """The titles of assignments that are not over."""
    open_ones = select(Assignment).where(Assignment.closes > moment(session)).order_by(Assignment.id)
    return [one.title for one in session.scalars(open_ones) if item in one.items]


def _out(published: Published, subject: Subject, note: str) -> Edits:
    whole = published.text(subject.path)
    moved = items.item_text(whole, subject.item)
    rest = items.remove_item(whole, subject.item)
    left = rest if items.ids(whole) != [subject.item] else re.sub(r"(?m)^items:\s*$", "items: []\n", rest)
    retired = subjects.added(_file(published, subject) or f"unit: {subject.unit}\nitems: []\n", moved)
    return {subject.path: left, f"{subject.unit}/{FILE}": retired, **_listed(published, subject.item, note)}


def _back(published: Published, subject: Subject) -> Edits:
    held = _file(published, subject)
    moved, rest = items.item_text(held, subject.item), items.remove_item(held, subject.item)
    whole = subjects.added(published.text(subject.path), moved)
    left = rest if len(items.ids(held)) > 1 else None
    return {subject.path: whole, f"{subject.unit}/{FILE}": left, **_listed(published, subject.item, "")}


def _file(published: Published, subject: Subject) -> str:
    path = f"{subject.unit}/{FILE}"
    return published.text(path) if (published.folder / path).is_file() else ""


def _list(published: Published) -> str:
    return published.text(LIST) if (published.folder / LIST).is_file() else ""


def _listed(published: Published, item: str, note: str) -> Edits:
    """The list of ids, where the course keeps one. With a note the id is given up."""
    listed = _list(published)
    if not listed:
        return {}
    line = f"{item} {RETIRED}  # {note}" if note else item
    if not re.search(_line(item), listed):
        raise ItemError(f"{LIST}에 ‘{item}’이 없습니다. 목록을 먼저 고쳐 주세요.")
    return {LIST: re.sub(_line(item), lambda _: line, listed)}


def _line(item: str) -> str:
    return rf"(?m)^{re.escape(item)}(?![\w-])[^#\n]*(?:#(?P<note>.*))?$"

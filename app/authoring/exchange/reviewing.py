"""A draft as its author reviews it: of each item what was lost, what is to be mended, and what students will see."""

from __future__ import annotations

from app.authoring.editing import previewing, proofing
from app.authoring.editing.pages import Look
from app.authoring.editing.proofing import Told
from app.authoring.editing.room import Room
from app.authoring.editing.subjects import Subject
from app.authoring.exchange import keeping
from app.authoring.exchange.formats import FORMATS
from app.authoring.exchange.keeping import Entry
from app.authoring.exchange.pages import EntryView, ReviewPage
from app.authoring.items import ItemError, parsed
from app.authoring.tables import ImportDraft

SHOWN = 10  # items on a page: each is checked and drawn


def page(
    room: Room, row: ImportDraft, number: int, reason: str, problem: str, told: tuple[Told, ...] = ()
) -> ReviewPage:
    entries = keeping.entries(row)
    pages = max(1, -(-len(entries) // SHOWN))
    number = min(max(1, number), pages)
    first = (number - 1) * SHOWN
    shown = list(enumerate(entries))[first : first + SHOWN]
    return ReviewPage(
        title=row.file,
        number=row.id,
        unit=row.unit,
        format=FORMATS[row.format].label,
        entries=tuple(view(room, row.id, row.unit, at, entry) for at, entry in shown),
        taken=sum(not entry.out for entry in entries),
        total=len(entries),
        pages=pages,
        page=number,
        lost=row.lost,
        reason=reason,
        problem=problem,
        told=told,
        published=row.published is not None,
    )


def view(room: Room, number: int, unit: str, at: int, entry: Entry) -> EntryView:
    look = _look(room, unit, entry.text)
    return EntryView(number, at, entry.name, entry.text, entry.lost, entry.twin, entry.out, look)


def _look(room: Room, unit: str, text: str) -> Look:
    """As in the editor. The item is called what it calls itself: its id is given when it is published."""
    try:
        subject = Subject(unit, str(parsed(text).get("id") or ""))
    except ItemError as error:
        return Look((Told("", str(error), "yaml"),))
    proof = proofing.item(room.course, subject, text)
    if proof.question is None:
        return Look(proof.told)
    return Look(proof.told, previewing.unanswered(room.course, unit, proof.question, room.handle))

"""Drafts of imports as rows: what was read of a file waits here for its review. Publishes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.authoring.editing import subjects
from app.authoring.exchange import filling
from app.authoring.exchange.drafting import Draft, Lost, UnreadableError
from app.authoring.exchange.formats import Format
from app.authoring.published import Published
from app.authoring.tables import ImportDraft
from app.bank.kinds import KINDS
from app.bank.normalising import squeeze
from app.course import Course
from app.database import LARGEST
from app.people import auditing

UNKNOWN = "item"  # the place of a kind in an id, where the file names none that there is


MOST_WORDS = 5_000_000  # signs of all items of a draft: its row is written anew with every change
Read = tuple[Sequence[Draft], Sequence[Lost]]
Made = tuple[list[dict[str, Any]], Sequence[Lost]]


@dataclass
class Entry:
    """One item of a draft. `twin` names an item in service that looks like it; those stay `out` unless taken."""

    name: str
    text: str
    lost: list[list[str]]
    twin: str = ""
    out: bool = False


def make(published: Published, unit: str, read: Read) -> Made:
    """The entries of what was read, every item under a fresh id of its unit. Takes its time and no transaction.
    Raises ItemError, UnreadableError."""
    drafts, lost = read
    same = _prompts(published.course)
    ids = fresh(published, unit, [kind_of(draft) for draft in drafts])
    entries, words = [], 0
    for draft, item in zip(drafts, ids, strict=True):
        entries.append(asdict(_entry(draft, item, published.course, same)))
        words += len(entries[-1]["text"])
        if words > MOST_WORDS:
            raise UnreadableError(f"읽은 문항이 모두 {MOST_WORDS:,}자를 넘습니다. 나누어서 올려 주세요.")
    return entries, lost


def keep(
    session: Session,
    form: Format,
    unit: str,
    file: str,
    made: Made,
    account: int | None,
) -> ImportDraft:
    """The row of what was made."""
    entries, lost = made
    row = ImportDraft(
        account_id=account,
        unit=unit,
        file=file[:200],
        format=form.name,
        created=datetime.now(UTC),
        entries=entries,
        lost=[[each.item, each.field, each.why] for each in lost],
        published=None,
    )
    session.add(row)
    auditing.record(session, account, "import.drafted", file, unit=unit, format=form.name, items=len(entries))
    return row


def entries(row: ImportDraft) -> list[Entry]:
    return [Entry(**entry) for entry in row.entries]


def change(row: ImportDraft, at: int, text: str, out: bool) -> Entry:
    """One item's text, and whether it comes along. Raises IndexError."""
    found = entries(row)
    changed = found[at]
    changed.text, changed.out = text, out
    row.entries = [asdict(entry) for entry in found]
    return changed


def seen(session: Session, account: int, number: int) -> ImportDraft | None:
    """A draft of one's own, or of the command line."""
    row = session.get(ImportDraft, number) if 0 < number <= LARGEST else None
    return row if row is not None and row.account_id in (None, account) else None


def waiting(session: Session, account: int) -> list[ImportDraft]:
    mine = or_(ImportDraft.account_id == account, ImportDraft.account_id.is_(None))
    wanted = select(ImportDraft).where(mine, ImportDraft.published.is_(None)).order_by(ImportDraft.id.desc())
    return list(session.scalars(wanted))


def fresh(published: Published, unit: str, kinds: Iterable[str]) -> list[str]:
    """Ids that the unit never gave, in turn."""
    given: dict[str, int] = {}
    found = []
    for kind in kinds:
        if kind not in given:
            given[kind] = int(subjects.next_id(published, unit, kind).rpartition("-")[2])
        found.append(f"{unit}-{kind}-{given[kind]:02d}")
        given[kind] += 1
    return found


def kind_of(draft: Draft) -> str:
    kind = str(draft.fields.get("kind"))
    return kind if kind in KINDS else UNKNOWN


def _prompts(course: Course) -> Mapping[str, str]:
    """The words of each prompt in service, and the first item that asks so."""
    return {squeeze(course.questions[name].prompt): name for name in reversed(list(course.questions))}


def _entry(draft: Draft, item: str, course: Course, same: Mapping[str, str]) -> Entry:
    twin = _twin(draft, course, same)
    lost = [[each.field, each.why] for each in draft.lost]
    return Entry(draft.name, filling.text(draft, item), lost, twin, out=bool(twin))


def _twin(draft: Draft, course: Course, same: Mapping[str, str]) -> str:
    """An item in service of the same id, or of the same words."""
    if str(draft.fields.get("id")) in course.questions:
        return str(draft.fields["id"])
    asked: Any = draft.fields.get("prompt")
    words = squeeze(asked) if isinstance(asked, str) else ""
    return same.get(words, "") if words else ""

"""Which showing of a question is open in a place, and whether it still takes an answer. Reads rows, writes none."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from app.bank.question import Raw
from app.study.asking import Asked, is_blank
from app.study.holding import held
from app.study.tables import Attempt, Draft, Response, Reveal


def here(table: type[Response] | type[Draft]) -> tuple[ColumnElement[bool], ...]:
    """Rows of one learner, item and place; `names` binds them."""
    return (
        table.learner_id == bindparam("learner"),
        table.item_id == bindparam("item"),
        table.place == bindparam("place"),
    )


def names(asked: Asked) -> dict[str, str | int]:
    return {"learner": asked.learner_id, "item": asked.question.id, "place": asked.place}


# Built once: putting a statement together costs as much as running it.
TURNS = select(Response).where(*here(Response), Response.deal == bindparam("deal")).order_by(Response.turn)
NEWEST = select(func.max(Response.deal)).where(*here(Response))
OPENED = select(Draft.deal).where(*here(Draft))


def turns(session: Session, asked: Asked) -> Sequence[Response]:
    """The answers to this very showing: none, the first, or the first and its retry."""
    return session.scalars(TURNS, names(asked) | {"deal": asked.deal}).all()


def is_open(session: Session, asked: Asked, answered: Sequence[Response]) -> bool:
    """Whether a showing with these answers takes another. Where the key is withheld nobody is told of a near miss, by a
    retry neither."""
    return not answered or (len(answered) == 1 and not asked.withheld and _is_hinted(session, answered[0]))


def newest(session: Session, asked: Asked) -> int:
    """The highest deal that was answered or opened here."""
    answered = session.scalar(NEWEST, names(asked))
    opened = session.scalar(OPENED, names(asked))
    return max(answered or 0, opened or 0)


def version(draft: Draft) -> str:
    """Names what stands in the boxes, exactly; "" for nothing."""
    return "" if is_blank(draft.raw) else draft.updated.isoformat()


def is_newer_elsewhere(session: Session, asked: Asked) -> bool:
    """Whether something was typed into this showing that the form has not shown and its tab has not typed. A page that
    was loaded anew may know less than what its tab sent last: that arrives when it likes."""
    draft = session.get(Draft, (asked.learner_id, asked.question.id, asked.place))
    if draft is None or draft.deal != asked.deal or is_blank(draft.raw):
        return False
    return version(draft) != asked.since and not _goes_on(draft.page or "", asked.page)


def _goes_on(before: str, now: str) -> bool:
    """Whether `now` is the page `before` or a later one of its tab. A page that comes back as it was when it was left
    (the back button) is an earlier one."""
    (tab, _, number), (tab_now, _, number_now) = before.partition("."), now.partition(".")
    return tab == tab_now and int(number or 0) <= int(number_now or 0)


def comes_late(session: Session, asked: Asked, raw: Raw) -> bool:
    """Whether this is none of the answers to its showing: written in another window, say."""
    return raw not in [turn.raw for turn in turns(session, asked)]


def hides_key(session: Session, response: Response) -> bool:
    """Whether this is a near miss that still has its retry: nobody talks of its key yet."""
    if response.turn or not _is_hinted(session, response):
        return False
    attempt = session.get(Attempt, response.attempt_id) if response.attempt_id else None
    retried = session.scalar(select(Response.id).where(Response.retry_of == response.id))
    return retried is None and not (attempt and attempt.finished)


def _is_hinted(session: Session, response: Response) -> bool:
    """A near miss whose key the learner has not asked for."""
    return held(session, response.id).near_miss and session.get(Reveal, response.id) is None

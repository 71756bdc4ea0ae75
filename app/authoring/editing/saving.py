"""A text into service: published with its reason, in the log, its draft dropped. Nothing of somebody else's is
overwritten: whoever saves over a text that changed meanwhile is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from app.authoring.editing import drafts, subjects
from app.authoring.editing.sending import plain
from app.authoring.editing.subjects import Subject
from app.authoring.git import sayable
from app.authoring.published import Author, ConflictError, Published
from app.bank.question import Question
from app.people import auditing
from app.people.cookie import Member

TRIES = 3  # somebody may change the same file on the disk in between
JUDGES_NOTHING = {"explanation", "sources", "concept", "difficulty", "skill", "demo", "check", "correction"}
Edits = Mapping[str, "str | bytes | None"]


@dataclass(frozen=True)
class Saved:
    """`key_changed`: answers would be judged otherwise, or might be."""

    key_changed: bool = False


class ClashError(RuntimeError):
    """Somebody else has published another text of the same subject meanwhile."""

    def __init__(self, theirs: str) -> None:
        super().__init__("somebody else has published meanwhile")
        self.theirs = theirs


def save(request: Request, member: Member, subject: Subject, text: str, base: str, reason: str) -> Saved:
    """Raises ClashError, ItemError, RejectedError, GitError; nothing was changed then."""
    published: Published = request.app.state.published

    def made() -> Edits:
        theirs = subjects.current(published, subject)
        if plain(theirs) not in (base, text):  # a file may hold signs that no form sends back
            raise ClashError(theirs)
        return subjects.edits(published, subject, text)

    before = published.course.questions.get(subject.item)
    publish(request, member, subject.key, made, reason)
    with request.app.state.database.write() as session:
        drafts.drop(session, member.account, subject.key)
        session.commit()
    return Saved(judges_otherwise(before, published.course.questions.get(subject.item)))


def publish(request: Request, member: Member, what: str, made: Callable[[], Edits], reason: str) -> None:
    """What `made` makes of the files as they are: other edits wait meanwhile, however many come at once."""
    published: Published = request.app.state.published
    with published.turn():
        edits = _publish(published, Author(member.account, member.shown), made, reason)
    with request.app.state.database.write() as session:
        auditing.record(session, member.account, "content.published", what, reason=sayable(reason), files=sorted(edits))
        session.commit()


def _publish(published: Published, author: Author, made: Callable[[], Edits], reason: str) -> Edits:
    """It is asked again when a file was changed in between."""
    for tries_left in range(TRIES)[::-1]:
        seen = {path: published.version(path) for path in made()}
        edits = made()  # made of files that are at least as new as what was seen of them
        try:
            published.publish(edits, author=author, reason=reason, based_on=seen)
            break
        except ConflictError:
            if not tries_left:
                raise
    return edits


def judges_otherwise(before: Question | None, after: Question | None) -> bool:
    if before is None or after is None:
        return False
    return _judging(before) != _judging(after)


def _judging(question: Question) -> dict[str, Any]:
    return question.model_dump(exclude=JUDGES_NOTHING)

"""What was changed, by whom, when and why: over the whole course, and for one file or one item. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from app.authoring.editing.subjects import Subject, part
from app.authoring.git import ROW, ROW_FORMAT, GitError, Repository, Version
from app.authoring.items import ItemError
from app.authoring.published import Published

SHOWN = 20  # changes on the overview
LOOKED_AT = 60  # versions of a file in which an item's own are sought


@dataclass(frozen=True)
class Change:
    """One commit with the files it touched."""

    commit: str
    author: str
    when: datetime
    reason: str
    paths: tuple[str, ...]


def recent(published: Published, most: int = SHOWN) -> tuple[Change, ...]:
    """The newest first; nothing before the first edit."""
    repository = Repository(published.folder)
    if not repository.exists:
        return ()
    try:
        form = f"--format={ROW_FORMAT}%H%x00%an%x00%aI%x00%B%x00"
        told = repository.run("log", f"-{most}", form, "--name-only", "--", ".")
    except GitError:
        return ()
    return tuple(_change(row) for row in told.split(ROW)[1:])


def _change(row: str) -> Change:
    commit, author, when, reason, paths = row.split("\0")
    return Change(commit, author, datetime.fromisoformat(when), reason.strip(), tuple(paths.split()))


def text(published: Published, subject: Subject, version: str) -> str:
    """The subject as a commit had it; "" where it was not there, or could not be read."""
    try:
        return part(published.text(subject.path, version), subject)
    except (FileNotFoundError, ItemError):
        return ""


def of(published: Published, subject: Subject) -> list[Version]:
    """The versions in which it changed, the newest first."""
    try:
        every = published.history(subject.path)
    except GitError:  # a repository without a commit
        return []
    if not subject.item:
        return every
    some = every[:LOOKED_AT]
    texts = [*(text(published, subject, version.commit) for version in some), ""]
    return [version for version, (new, old) in zip(some, pairwise(texts), strict=True) if new != old]


def before(versions: Sequence[Version], commit: str) -> str:
    """The version that this one followed; "" for the first."""
    names = [version.commit for version in versions]
    at = names.index(commit) + 1 if commit in names else len(names)
    return names[at] if at < len(names) else ""

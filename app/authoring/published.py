"""Which content is served, and how a new version of it comes into service: checked, written, committed, recorded, and
only then swapped in. Files changed on disk are picked up; broken ones leave the last good version where it is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import course
from app.authoring import copying, staging, turns
from app.authoring.git import Repository, UnwritableError, Version, sayable
from app.authoring.items import ItemError
from app.authoring.staging import Edits, Files
from app.bank import loading
from app.bank.loading import Before
from app.bank.problems import Problem
from app.course import ContentError, Course
from app.database import Database
from app.lectures.search.finding import Search
from app.proofreading import proofread
from app.settings import Settings
from app.study import revisions

log = logging.getLogger("seodang")
OWN = "content"  # below the data folder


@dataclass(frozen=True)
class Author:
    """Who publishes: an account, and the name that history shows."""

    account: int | None
    name: str


class RejectedError(ValueError):
    """The edits would leave a course that cannot be served, or that `seodang check` faults."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class ConflictError(RuntimeError):
    """Somebody else has published these files since the editor opened them."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        super().__init__(", ".join(paths))
        self.paths = paths


class Published:
    """The content in service. `state` is the application's, whose `course` and `search` it sets."""

    def __init__(self, state: Any, settings: Settings, database: Database) -> None:
        self._state, self._database = state, database
        self._given, self._own = settings.content, settings.data / OWN
        self._writing, self._has_turn = threading.RLock(), False
        self._seen: Files = frozenset()
        self._served: Files = frozenset()  # what the course in service was read from
        self.problems: tuple[Problem, ...] = ()

    @property
    def folder(self) -> Path:
        """A folder that is a repository of somebody's own is edited where it is; else our copy, once there is one."""
        return copying.served(self._given, self._own)

    @property
    def course(self) -> Course:
        return self._state.course  # type: ignore[no-any-return]

    def open(self) -> None:
        """At the start. Raises ContentError when there is nothing that could be served."""
        if self.folder == self._own:
            with self.turn():
                copying.heal(self._own)
                self.problems = copying.upgrade(self._own, self._given)
        told, self._seen = self.problems, staging.fingerprint(self.folder)
        self._serve(course.load(self.folder), None, None)
        self.problems = told

    def refresh(self) -> None:
        """Read again if a file has changed since. What is wrong is kept in `problems`, and the old version stays."""
        with self.turn():
            seen = staging.fingerprint(self.folder)
            if seen == self._seen:
                return
            self._seen = seen
            try:
                found = self._read()
            except ContentError as error:
                self.problems = tuple(staging.below(problem, self.folder) for problem in error.problems)
                log.warning("the content has changed and cannot be served; the version before stays: %s", error)
                return
            self._serve(found, None, None)

    def text(self, path: str, version: str | None = None) -> str:
        """A file as it lies there, or as a commit had it. Raises FileNotFoundError; ItemError where it is no text."""
        staging.fit_path(path)
        if version is None:
            try:
                return (self.folder / path).read_text(encoding="utf-8")
            except UnicodeDecodeError:
                raise ItemError(f"{path}이(가) UTF-8이 아닙니다. 파일을 UTF-8로 저장해 주세요.") from None
            except (PermissionError, IsADirectoryError) as error:
                raise ItemError(f"{path}을(를) 읽을 수 없습니다({error.strerror}). 권한을 살펴 주세요.") from None
        found = Repository(self.folder).read(path, version) if Repository(self.folder).exists else None
        if found is None:
            raise FileNotFoundError(path)
        return found

    def version(self, path: str) -> str:
        """Names what the file holds now; "" where there is none. An editor sends it back with what was made of it."""
        staging.fit_path(path)
        return staging.named(self.folder / path)

    def history(self, path: str) -> list[Version]:
        """The commits of a file, the newest first; none before the first edit."""
        staging.fit_path(path)
        repository = Repository(self.folder)
        return repository.history(path) if repository.exists else []

    def check(self, edits: Edits) -> tuple[Problem, ...]:
        """What would be wrong, files named below the folder. What rests on no file that has changed since it came into
        service is not judged again. Writes nothing."""
        with staging.staged(self.folder, edits) as copy:
            changed = self._changed(staging.fingerprint(copy)) | set(edits)
            loaded = loading.read(copy, Before(self.course.bank, changed))
            return tuple(staging.below(problem, copy) for problem in proofread(loaded, self.course.lectures))

    def publish(self, edits: Edits, *, author: Author, reason: str, based_on: Mapping[str, str]) -> Course:
        """All or nothing: the files into the folder, a commit, the items' revisions, the course in service.
        Raises RejectedError, ConflictError, GitError (of the folder too); nothing was changed then."""
        with self.turn():
            if stale := tuple(path for path, version in based_on.items() if self.version(path) != version):
                raise ConflictError(stale)
            told = sayable(reason)
            try:
                self._keep(edits, author.name, told)
            except OSError as error:
                raise UnwritableError(error) from error
            return self._serve(self._read(), author.name, told)

    def _keep(self, edits: Edits, author: str, reason: str) -> None:
        """Judged, written and committed, or as if nothing had been."""
        if problems := self.check(edits) if staging.is_judged(edits) else ():
            raise RejectedError(problems)
        repository = copying.writable(self._given, self._own)
        with staging.laid(self.folder, edits):
            repository.commit(tuple(edits), author, reason)
        self._seen = staging.fingerprint(self.folder)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """No other thread, and no other process that serves the same folder, writes meanwhile. Whoever has it may ask
        again."""
        with self._writing:
            if self._has_turn:
                yield
                return
            with turns.alone(lambda: self.folder):
                self._has_turn = True
                try:
                    yield
                finally:
                    self._has_turn = False

    def _read(self) -> Course:
        """The folder as `_seen` saw it; what has not changed is taken from the course in service."""
        return course.load(self.folder, self.course, self._changed(self._seen))

    def _changed(self, seen: Files) -> set[str]:
        """The files that are others than those the course in service was read from."""
        return {name for name, *_ in seen ^ self._served}

    def _serve(self, found: Course, author: str | None, reason: str | None) -> Course:
        try:
            rows = revisions.record(self._database, found.bank, author, reason)
        except Exception:
            self._seen = frozenset()  # the next look tries again
            raise
        self._state.course = served = found.with_revisions(rows)
        self._state.search = Search(served)
        self._served = self._seen
        self.problems = ()
        return served

"""The copy of the course in which edits are kept: made with the first of them, mended after a crash, brought up to a
new version of the program. A repository of somebody's own is edited where it is. Knows no course in service."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from app import course
from app.authoring import staging, upgrading
from app.authoring.git import GitError, Repository
from app.bank.problems import Problem
from app.course import ContentError

log = logging.getLogger("seodang")
SYSTEM = "Seodang"
BROKEN = (
    "새 버전과 이곳에서 고친 것을 합치면 가르칠 수 없는 내용이 됩니다. 이곳의 것을 두었습니다. 아래를 견주어 보세요."
)
UNFINISHED = "학습 내용의 저장소에서 하던 병합이 끝나지 않았습니다({paths}). 서버에서 병합을 마치거나 그만두어 주세요."


def served(given: Path, own: Path) -> Path:
    """The folder that is taught from: the one given where it is a repository of somebody's own or was never edited."""
    return own if own.is_dir() and not Repository(given).exists else given


def writable(given: Path, own: Path) -> Repository:
    """Ours to write, with nothing in it that is not committed. The copy is whole before it is used."""
    folder = served(given, own)
    repository = Repository(folder)
    if folder == own:
        repository.unlock()
    if folder == own or Repository(given).exists:
        if left := repository.conflicts():
            raise GitError(UNFINISHED.format(paths=", ".join(left[:3])))
        if repository.dirty():  # changed on disk, and already in service
            repository.commit_all(SYSTEM, "밖에서 바뀐 파일")
        return repository
    draft = own.with_name(f".{own.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(given, draft, ignore=shutil.ignore_patterns(".git"))
    upgrading.begin(Repository(draft), SYSTEM)
    draft.replace(own)
    return Repository(own)


def heal(own: Path) -> None:
    """A crash between writing and committing: what was written had been checked, so it is kept."""
    repository = Repository(own)
    repository.unlock()
    try:
        if (own / ".git" / "MERGE_HEAD").exists():  # of an upgrade, which comes again
            repository.run("merge", "--abort")
        if repository.exists and repository.dirty():
            repository.commit_all(SYSTEM, "끊긴 저장을 마침")
    except GitError as error:  # one can teach from it nevertheless; the next edit commits it
        log.warning("what a crash has left could not be committed: %s", error)


def upgrade(own: Path, given: Path) -> tuple[Problem, ...]:
    """The course that this version of the program brings, merged into what was edited here. Where both changed the
    same, or both together cannot be taught from, what was edited here stands, and that is told."""
    repository = Repository(own)
    try:
        before = repository.head() if repository.exists else ""
        told = upgrading.merge(repository, given, SYSTEM)
        return _refused(repository, before) or told if before and repository.head() != before else told
    except GitError as error:
        log.warning("the new version of the content could not be merged: %s", error)
        return ()


def _refused(repository: Repository, before: str) -> tuple[Problem, ...]:
    """What is wrong with the merged course; it is taken back then."""
    try:
        course.load(repository.folder)
    except ContentError as error:
        repository.run("reset", "--quiet", "--hard", before)
        found = tuple(staging.below(problem, repository.folder) for problem in error.problems)
        return (Problem(found[0].file if found else "", 1, 1, "upgrade-broken", BROKEN), *found)
    return ()

"""An upgrade of the program brings a new course; here it meets what was edited. The branch `bundled` holds what came
with the program, `main` what is taught. Knows no question."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from app.authoring.git import GitError, Repository
from app.bank.problems import Problem

BUNDLED = "bundled"


def begin(repository: Repository, author: str) -> None:
    """The first commit: the course as it came. Both branches stand on it."""
    repository.begin(author, "프로그램과 함께 온 내용")
    repository.run("branch", BUNDLED)


def merge(repository: Repository, source: Path, author: str) -> tuple[Problem, ...]:
    """Commit the course at `source` on `bundled` and merge it. Files that both sides changed keep what was edited here
    and are named as problems; the rest is taken over. Nothing happens where the course has not changed."""
    if not repository.exists or not _has(repository, BUNDLED) or not _brought(repository, source, author):
        return ()
    try:
        repository.run(*_as(author), "merge", "--quiet", "--no-edit", "-m", "프로그램과 함께 온 새 내용", BUNDLED)
    except GitError:
        return _unmerged(repository, author)
    return ()


def _brought(repository: Repository, source: Path, author: str) -> bool:
    """Whether the branch `bundled` has a new commit. It is made in a working tree of its own, aside."""
    with tempfile.TemporaryDirectory(prefix="seodang-") as made:
        tree = Path(made) / "tree"
        repository.run("worktree", "add", "--quiet", "--force", str(tree), BUNDLED)
        try:
            for old in tree.iterdir():
                if old.name != ".git":
                    shutil.rmtree(old) if old.is_dir() else old.unlink()
            shutil.copytree(source, tree, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".git"))
            return Repository(tree).commit_all(author, "프로그램과 함께 온 새 내용")
        finally:
            repository.run("worktree", "remove", "--force", str(tree))


def _unmerged(repository: Repository, author: str) -> tuple[Problem, ...]:
    """Both changed the same lines: ours stand, theirs wait in the branch, and the instructor is told which files."""
    paths = repository.run("diff", "--name-only", "--diff-filter=U").split("\n")
    torn = [path for path in paths if path]
    if not torn:  # it was not a conflict
        repository.run("merge", "--abort")
        raise GitError("the merge was refused")
    for path in torn:
        _keep_ours(repository, path)
    repository.run("add", "--all")
    repository.run(*_as(author), "commit", "--quiet", "--no-edit")
    told = "새 버전과 이곳에서 고친 것이 같은 줄을 바꾸었습니다. 이곳의 것을 두었습니다. 새 버전의 것과 견주어 보세요."
    return tuple(Problem(path, 1, 1, "upgrade-conflict", told) for path in torn)


def _keep_ours(repository: Repository, path: str) -> None:
    try:
        repository.run("checkout", "--ours", "--", path)
    except GitError:  # deleted here
        repository.run("rm", "--quiet", "--cached", "--ignore-unmatch", "--", path)
        (repository.folder / path).unlink(missing_ok=True)


def _has(repository: Repository, branch: str) -> bool:
    return bool(repository.run("branch", "--list", branch).strip())


def _as(author: str) -> tuple[str, ...]:
    return ("-c", f"user.name={author}", "-c", "user.email=seodang@localhost")

"""A folder as a git repository, through the program `git`: commits, versions of a file, merges. Knows no content."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

SECONDS = 60
# Nothing of this machine's own settings, no hooks, no questions, one language.
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_COMMITTER_NAME": "Seodang",
    "GIT_COMMITTER_EMAIL": "seodang@localhost",
    "LC_ALL": "C.UTF-8",
}
OPTIONS = ("core.hooksPath=/dev/null", "core.quotePath=false", "core.autocrlf=false", "safe.directory=*", "gc.auto=0")
_COMMIT = re.compile(r"[0-9a-f]{4,40}")
_UNSAID = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]+")
_NO_NAME = ".,:;<>\"\\' "  # signs that git leaves out at the ends of a name; it refuses a name of nothing else
ROW, ROW_FORMAT = "\0\x01\0", "%x00%x01%x00"  # between commits: whoever wrote them, no field can hold NUL


class GitError(RuntimeError):
    """Git refused or is not there. The message is a sentence for whoever runs the server."""


class UnwritableError(GitError):
    """The folder itself refuses: a full disk, a missing right."""

    def __init__(self, error: OSError) -> None:
        why = f"({error.strerror})" if error.strerror else ""
        super().__init__(f"학습 내용의 폴더에 쓸 수 없습니다{why}. 서버의 디스크와 폴더의 권한을 살펴 주세요.")


@dataclass(frozen=True)
class Version:
    """One commit, as far as one file is concerned."""

    commit: str
    author: str
    when: datetime
    reason: str


def sayable(reason: str) -> str:
    """A reason as a commit can hold it."""
    return _UNSAID.sub(" ", reason).strip()


class Repository:
    """A working tree with its `.git` inside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def exists(self) -> bool:
        return (self.folder / ".git").exists()

    def unlock(self) -> None:
        """Take away the lock of a git that was killed: no command of ours lasts as long."""
        lock = self.folder / ".git" / "index.lock"
        with contextlib.suppress(OSError):
            if abs(time.time() - lock.stat().st_mtime) > SECONDS:
                lock.unlink()

    def begin(self, author: str, reason: str, branch: str = "main") -> None:
        """Make the folder a repository of what lies in it."""
        self._git("init", "--quiet", f"--initial-branch={branch}")
        self.commit_all(author, reason)

    def commit_all(self, author: str, reason: str) -> bool:
        """Whether there was anything to commit."""
        self._git("add", "--all")
        return self._commit(author, reason)

    def commit(self, paths: Sequence[str], author: str, reason: str) -> bool:
        """These files alone, those that are gone among them."""
        self._git("add", "--all", "--", *paths)
        return self._commit(author, reason, paths)

    def head(self) -> str:
        return self._git("rev-parse", "HEAD").strip()

    def dirty(self) -> bool:
        return bool(self._git("status", "--porcelain").strip())

    def conflicts(self) -> list[str]:
        """The files of a merge that somebody has yet to finish."""
        return self._git("diff", "--name-only", "--diff-filter=U").split("\n")[:-1]

    def history(self, path: str, most: int = 200) -> list[Version]:
        """The newest first, under whatever name the file had."""
        form = f"--format={ROW_FORMAT}%H%x00%an%x00%aI%x00%B"
        told = self._git("log", f"-{most}", "--follow", form, "--", path)
        rows = [row.split("\0") for row in told.split(ROW)[1:]]
        return [Version(row[0], row[1], datetime.fromisoformat(row[2]), row[3].strip()) for row in rows]

    def read(self, path: str, commit: str) -> str | None:
        """A file as it stood; None where it was not there."""
        if not _COMMIT.fullmatch(commit):
            return None
        try:
            return self._git("show", f"{commit}:{path}")
        except GitError:
            return None

    def run(self, *words: str) -> str:
        """Any other git command. Raises GitError with what it said."""
        return self._git(*words)

    def _commit(self, author: str, reason: str, paths: Sequence[str] = ()) -> bool:
        changed = self._git("diff", "--cached", "--name-only", "--", *paths).strip()
        if changed:
            name = re.sub(r"[<>\x00-\x1f]+", " ", author).strip() or "Seodang"
            who = f"{name if name.strip(_NO_NAME) else f'‘{name}’'} <seodang@localhost>"
            self._git("commit", "--quiet", f"--author={who}", f"--message={sayable(reason) or '-'}", "--", *paths)
        return bool(changed)

    def _git(self, *words: str) -> str:
        settings = [word for option in OPTIONS for word in ("-c", option)]
        command = ["git", *settings, *words]
        try:
            done = subprocess.run(  # noqa: S603 -- no shell; the words are ours, paths stand behind `--`
                command,
                cwd=self.folder,
                env={**os.environ, **ENVIRONMENT},
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except FileNotFoundError:
            raise GitError("고치려면 git 프로그램이 필요합니다. 서버에 git을 설치해 주세요.") from None
        except subprocess.TimeoutExpired:
            raise GitError(f"git {words[0]}이(가) {SECONDS}초 안에 끝나지 않았습니다.") from None
        if done.returncode:
            told = " ".join(done.stderr.decode("utf-8", "replace").split())[:300]
            raise GitError(f"git {words[0]}: {told}")
        return done.stdout.decode("utf-8", "replace")

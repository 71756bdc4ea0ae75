"""The content folder with edits laid over it, somewhere aside, so that they can be read before they are written.
Writes nothing into the folder itself."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from app.bank.problems import Problem
from app.lectures import pictures

Edits = Mapping[str, "str | bytes | None"]  # by path below the folder; None takes the file away
Files = frozenset[tuple[str, int, int]]  # of each its path below the folder, its size, its time
UNITS = ("quiz.yaml", "retired.yaml", "lecture.md", "responses.csv", "responses-measured.csv")
COURSE = ("terms.yaml", "references.yaml", "ids.txt", "verified.json")
IMAGES = pictures.FOLDER
PICTURES = tuple(pictures.TYPES)  # drawings (SVG) come with the files alone: an uploaded one is refused


class WrongPathError(ValueError):
    """An edit of something that is no file of a course. The message says so."""


@contextmanager
def staged(folder: Path, edits: Edits) -> Iterator[Path]:
    """The folder as it would be. What is not edited is linked, not copied."""
    for path in edits:
        fit_path(path)
    with tempfile.TemporaryDirectory(prefix="seodang-") as made:
        copy = Path(made) / folder.name
        shutil.copytree(folder, copy, copy_function=_link, ignore=shutil.ignore_patterns(".git"))
        lay(copy, edits)
        yield copy


def lay(folder: Path, edits: Edits) -> None:
    """Each file whole or not at all: written beside its place, then renamed into it. Where one cannot be written (the
    disk is full), none is renamed."""
    drafts: dict[Path, Path] = {}
    try:
        for path, body in edits.items():
            if body is not None:
                drafts[folder / path] = draft = (folder / path).with_name(f".{(folder / path).name}.draft")
                _write(draft, body.encode() if isinstance(body, str) else body)
        for place, draft in drafts.items():
            draft.replace(place)
    except BaseException:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
        raise
    for path, body in edits.items():
        if body is None:
            (folder / path).unlink(missing_ok=True)


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def laid(folder: Path, edits: Edits) -> Iterator[None]:
    """The edits in their places; what stood there comes back when they cannot be kept. It is set aside as a second name
    of the same file: on a full disk nothing could be written again."""
    aside: dict[Path, Path] = {}
    try:
        _set_aside([folder / path for path in edits], aside)
        try:
            lay(folder, edits)
            yield
        except BaseException:
            for place in (folder / path for path in edits):
                aside[place].replace(place) if place in aside else place.unlink(missing_ok=True)
            raise
    finally:
        for old in aside.values():
            old.unlink(missing_ok=True)


def _set_aside(places: Iterable[Path], aside: dict[Path, Path]) -> None:
    for place in places:
        if place.is_file():
            old = place.with_name(f".{place.name}.old.draft")
            old.unlink(missing_ok=True)
            _link(str(place), str(old))
            aside[place] = old


def is_judged(edits: Edits) -> bool:
    """Whether these files say something that the checks of the course look at; marked responses and pictures do not."""
    return any(PurePosixPath(path).suffix not in (".csv", *PICTURES) for path in edits)


def fit_path(path: str) -> None:
    """Raises WrongPathError for anything but a file that a course is made of."""
    parts = PurePosixPath(path).parts
    plain = all(part.replace("-", "").replace("_", "").replace(".", "").isalnum() for part in parts)
    hidden = any(part.startswith(".") for part in parts) or "\\" in path
    of_course = len(parts) == 1 and parts[0] in COURSE
    of_unit = len(parts) == 2 and parts[1] in UNITS
    figure = len(parts) == 3 and parts[1] == IMAGES and PurePosixPath(path).suffix in PICTURES
    if not plain or hidden or not (of_course or of_unit or figure) or path != "/".join(parts):
        raise WrongPathError(f"‘{path[:80]}’은(는) 학습 내용의 파일이 아닙니다.")


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)  # with its time, by which it is known as unchanged
    return target


def fingerprint(folder: Path) -> Files:
    """Changes with any file of the course."""
    found = (path for path in folder.rglob("*") if ".git" not in path.parts and not path.name.endswith(".draft"))
    rows = ((str(path.relative_to(folder)), path.stat()) for path in found if path.is_file())
    return frozenset((name, stat.st_size, stat.st_mtime_ns) for name, stat in rows)


def named(path: Path) -> str:
    """What a file holds, in sixteen letters; "" where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


def below(problem: Problem, folder: Path) -> Problem:
    """The same with its file, and any other that it names, below the folder, as an editor knows them."""
    path, top = Path(problem.file).resolve(), folder.resolve()
    if not path.is_relative_to(top):
        return problem
    told = problem.message.replace(f"{folder}/", "").replace(f"{top}/", "")
    return replace(problem, file=str(path.relative_to(top)), message=told)

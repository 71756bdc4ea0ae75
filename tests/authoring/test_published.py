"""The content in service: edits come whole or not at all, with their history; files changed on disk are picked up."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.authoring.git import Repository
from app.authoring.published import Author, ConflictError, Published, RejectedError
from app.authoring.staging import WrongPathError
from app.database import Database
from app.main import create_app
from app.settings import Settings
from app.study.tables import ItemRevision
from tests.conftest import CONTENT

MINA = Author(None, "김 미나")
QUIZ = "mini/quiz.yaml"
OLD, NEW = "비밀 해설 둘.", "새로 쓴 해설."


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A course that came with the program: whole enough for `seodang check`."""
    folder = tmp_path / "course"
    shutil.copytree(CONTENT, folder)
    (folder / "ids.txt").unlink(missing_ok=True)
    return folder


@pytest.fixture
def settings(tmp_path: Path, source: Path) -> Settings:
    return Settings(data=tmp_path / "data", content=source)


@pytest.fixture
def published(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> Published:
    """The small course of the tests is no whole course: what `seodang check` always faults in it is not told."""
    found: Published = app.state.published
    usual = {(problem.code, problem.item) for problem in found.check({})}

    def new(edits: Mapping[str, str | bytes | None]) -> tuple[object, ...]:
        told = Published.check(found, edits)
        return tuple(problem for problem in told if (problem.code, problem.item) not in usual)

    monkeypatch.setattr(found, "check", new)
    return found


def _publish(published: Published, old: str = OLD, new: str = NEW, reason: str = "더 분명하게") -> None:
    text = published.text(QUIZ)
    assert old in text
    version = published.version(QUIZ)
    published.publish({QUIZ: text.replace(old, new)}, author=MINA, reason=reason, based_on={QUIZ: version})


def test_the_first_edit_copies_the_course_and_leaves_the_bundled_one_alone(published: Published, source: Path) -> None:
    before = (source / QUIZ).read_bytes()
    assert published.folder == source
    _publish(published)
    assert published.folder.name == "content"
    assert (source / QUIZ).read_bytes() == before
    assert NEW in published.text(QUIZ)
    assert not Repository(published.folder).dirty()


def test_what_is_published_is_in_service_at_once(app: FastAPI, published: Published) -> None:
    _publish(published)
    assert app.state.course.questions["mini-ox-02"].explanation == NEW
    with TestClient(app, follow_redirects=False) as client:
        assert NEW in client.post("/api/v1/items/mini-ox-02/responses", json={"answer": "X"}).text


def test_history_names_author_time_and_reason_and_keeps_the_old_text(published: Published) -> None:
    _publish(published)
    _publish(published, NEW, "또 고친 해설.", "오타")
    latest, middle, first = published.history(QUIZ)
    assert (latest.author, latest.reason, middle.reason) == ("김 미나", "오타", "더 분명하게")
    assert OLD in published.text(QUIZ, first.commit)
    assert NEW in published.text(QUIZ, middle.commit)
    with pytest.raises(FileNotFoundError):
        published.text(QUIZ, "0" * 40)
    with pytest.raises(FileNotFoundError):
        published.text(QUIZ, "--output=/tmp/x")


def test_an_items_revision_names_who_changed_it_and_why(published: Published, database: Database) -> None:
    _publish(published)
    with database.read() as session:
        rows = session.scalars(select(ItemRevision).where(ItemRevision.item_id == "mini-ox-02")).all()
    assert [(row.author, row.reason) for row in rows] == [(None, None), ("김 미나", "더 분명하게")]


def test_a_mistake_changes_nothing(app: FastAPI, published: Published, source: Path) -> None:
    text, course = published.text(QUIZ), app.state.course
    broken = {QUIZ: text.replace("answer: O", "answer: maybe", 1)}
    with pytest.raises(RejectedError) as error:
        published.publish(broken, author=MINA, reason="x", based_on={QUIZ: published.version(QUIZ)})
    assert error.value.problems[0].file == QUIZ
    assert error.value.problems[0].line > 1
    assert published.text(QUIZ) == text
    assert app.state.course is course
    assert published.folder == source


def test_who_edits_what_somebody_else_has_changed_meanwhile_is_told(published: Published) -> None:
    version, text = published.version(QUIZ), published.text(QUIZ)
    _publish(published)
    with pytest.raises(ConflictError) as error:
        published.publish({QUIZ: text}, author=Author(None, "Jun"), reason="x", based_on={QUIZ: version})
    assert error.value.paths == (QUIZ,)
    assert NEW in published.text(QUIZ)


@pytest.mark.parametrize(
    "path",
    ["../quiz.yaml", "/etc/passwd", "mini/../../x", ".git/config", "mini/.git", "mini/quiz.yaml/", "mini/run.sh", ""],
)
def test_nothing_but_files_of_a_course_is_read_or_written(published: Published, path: str) -> None:
    with pytest.raises(WrongPathError):
        published.text(path)
    with pytest.raises(WrongPathError):
        published.publish({path: "x"}, author=MINA, reason="x", based_on={})


def test_files_changed_on_disk_are_picked_up(app: FastAPI, published: Published) -> None:
    _publish(published)
    path = published.folder / QUIZ
    path.write_text(path.read_text(encoding="utf-8").replace(NEW, "손으로 고친 해설."), encoding="utf-8")
    published.refresh()
    assert app.state.course.questions["mini-ox-02"].explanation == "손으로 고친 해설."
    assert published.problems == ()


def test_a_broken_file_leaves_the_last_good_version_and_shows_the_problem(app: FastAPI, published: Published) -> None:
    _publish(published)
    path = published.folder / QUIZ
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("answer: O", "answer: [", 1), encoding="utf-8")
    published.refresh()
    assert app.state.course.questions["mini-ox-02"].explanation == NEW
    assert published.problems[0].file == QUIZ
    path.write_text(good, encoding="utf-8")
    published.refresh()
    assert published.problems == ()


def test_a_crash_between_writing_and_committing_heals(settings: Settings, published: Published) -> None:
    _publish(published)
    path = published.folder / QUIZ
    path.write_text(path.read_text(encoding="utf-8").replace(NEW, "끊긴 해설."), encoding="utf-8")
    again = create_app(settings)
    assert again.state.course.questions["mini-ox-02"].explanation == "끊긴 해설."
    assert not Repository(published.folder).dirty()


def test_a_repository_of_ones_own_is_edited_where_it_is(tmp_path: Path, source: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(source)], check=True)  # noqa: S607
    app = create_app(Settings(data=tmp_path / "other", content=source))
    assert app.state.published.folder == source


def _brought(source: Path, old: str, new: str) -> None:
    text = (source / QUIZ).read_text(encoding="utf-8")
    assert old in text
    (source / QUIZ).write_text(text.replace(old, new), encoding="utf-8")


def test_an_upgrade_brings_its_changes_and_keeps_ours(settings: Settings, source: Path, published: Published) -> None:
    _publish(published)
    _brought(source, "비밀 해설 다섯.", "새 버전의 해설.")
    questions = create_app(settings).state.course.questions
    assert questions["mini-ox-02"].explanation == NEW
    assert questions["mini-choice-02"].explanation == "새 버전의 해설."


def test_where_both_changed_the_same_line_ours_stands_and_the_file_is_named(
    settings: Settings, source: Path, published: Published
) -> None:
    _publish(published)
    _brought(source, OLD, "새 버전의 해설.")
    again = create_app(settings)
    assert again.state.course.questions["mini-ox-02"].explanation == NEW
    assert [problem.code for problem in again.state.published.problems] == ["upgrade-conflict"]
    assert create_app(settings).state.published.problems == ()

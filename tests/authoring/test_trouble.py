"""What can go wrong about the content folder: nothing is lost, the server starts, and who edits is told."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.authoring import staging
from app.authoring.git import GitError, Repository
from app.authoring.published import Author, Published
from app.main import create_app
from app.settings import Settings
from app.study import revisions
from tests.authoring.editing.acting import OLD, save
from tests.authoring.editing.conftest import kim, published, settings

__all__ = ["kim", "published", "settings"]
QUIZ = "mini/quiz.yaml"
NEW = "새로 쓴 해설."


def _publish(published: Published, old: str = OLD, new: str = NEW) -> None:
    text = published.text(QUIZ)
    assert old in text
    published.publish({QUIZ: text.replace(old, new)}, author=Author(None, "미나"), reason="x", based_on={})


def _lock(published: Published, age: float) -> Path:
    """Of a git that was killed."""
    lock = published.folder / ".git" / "index.lock"
    lock.touch()
    os.utime(lock, (time.time() - age, time.time() - age))
    return lock


def _dirty(published: Published) -> None:
    with (published.folder / QUIZ).open("a", encoding="utf-8") as file:
        file.write("# 끊긴 저장\n")


def test_a_server_that_was_killed_while_git_worked_starts_again(settings: Settings, published: Published) -> None:
    _publish(published)
    for age in (3600, 1):  # an old lock is taken away, a new one may be somebody's
        lock = _lock(published, age)
        _dirty(published)
        again = create_app(settings)
        assert again.state.course.questions["mini-ox-02"].explanation == NEW
        assert lock.exists() == (age == 1)
        assert Repository(published.folder).dirty() == (age == 1)


def test_edits_go_on_after_a_git_that_was_killed(kim: TestClient, published: Published) -> None:
    _publish(published)
    _lock(published, 3600)
    assert save(kim, "/authoring/items/mini-ox-03", "비밀 해설 셋.", "다른 것.").status_code == 303


def test_without_git_a_course_that_was_edited_is_still_taught(
    settings: Settings, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    _publish(published)
    monkeypatch.setenv("PATH", "/nowhere")
    assert create_app(settings).state.course.questions["mini-ox-02"].explanation == NEW


def test_an_upgrade_that_was_killed_begins_anew(settings: Settings, published: Published) -> None:
    _publish(published)
    repository = Repository(published.folder)
    who = ("-c", "user.name=a", "-c", "user.email=a@b")
    repository.run("checkout", "--quiet", "bundled")
    (published.folder / QUIZ).write_text(published.text(QUIZ).replace(OLD, "새 버전의 해설."), encoding="utf-8")
    repository.run(*who, "commit", "--quiet", "--all", "--message=x")
    repository.run("checkout", "--quiet", "main")
    with pytest.raises(GitError):
        repository.run(*who, "merge", "bundled")
    assert "<<<<<<<" in published.text(QUIZ)
    assert create_app(settings).state.course.questions["mini-ox-02"].explanation == NEW


def test_an_upgrade_that_makes_no_course_together_with_ours_is_taken_back(
    settings: Settings, published: Published
) -> None:
    """Both added an item of the same name, each in another place: git sees no conflict."""
    twin = "- id: mini-ox-77\n  kind: ox\n  concept: twin\n  difficulty: 1\n  prompt: 쌍둥이\n  answer: X\n"
    twin += "  explanation: 쌍둥이 해설.\n  sources: [{ref: book2020, locus: x}]\n\n"
    first, second = "- id: mini-ox-02\n", "- id: mini-choice-01\n"
    _publish(published, first, twin + first)
    given = settings.content / QUIZ
    text = given.read_text(encoding="utf-8")
    assert second in text
    given.write_text(text.replace(second, twin + second), encoding="utf-8")
    again = create_app(settings).state
    assert "mini-ox-77" in again.course.questions
    assert again.published.problems[0].code == "upgrade-broken"
    assert published.text(QUIZ).count("mini-ox-77") == 1


@pytest.mark.parametrize("refuses", ["_write", "_link"])
def test_a_full_disk_is_told_and_leaves_everything_as_it_was(
    kim: TestClient, published: Published, monkeypatch: pytest.MonkeyPatch, refuses: str
) -> None:
    _publish(published)
    before = published.text(QUIZ)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(staging, refuses, full)
    answer = save(kim, "/authoring/items/mini-ox-03", "비밀 해설 셋.", "다른 것.")
    assert answer.status_code == 422
    assert "폴더에 쓸 수 없습니다" in answer.text
    assert "다른 것." in answer.text
    monkeypatch.undo()
    assert published.text(QUIZ) == before
    assert not Repository(published.folder).dirty()
    assert not list(published.folder.rglob("*.draft"))


def test_a_course_whose_revisions_could_not_be_written_is_served_at_the_next_look(
    app: FastAPI, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise RuntimeError("database is locked")

    monkeypatch.setattr(revisions, "record", locked)
    with pytest.raises(RuntimeError):
        _publish(published)
    assert app.state.course.questions["mini-ox-02"].explanation == OLD
    monkeypatch.undo()
    published.refresh()
    assert app.state.course.questions["mini-ox-02"].explanation == NEW


def test_many_who_save_at_once_all_have_their_turn(kim: TestClient, published: Published) -> None:
    """Each another item of one file; the fourth was told to come again later."""
    known = {
        "ox-01": "하나",
        "ox-02": "둘",
        "ox-03": "셋",
        "choice-01": "넷",
        "choice-02": "다섯",
        "order-01": "열하나",
    }
    with ThreadPoolExecutor(len(known)) as pool:
        saves = [
            pool.submit(save, kim, f"/authoring/items/mini-{item}", f"비밀 해설 {number}.", f"새 해설 {item}.")
            for item, number in known.items()
        ]
        told = [one.result().status_code for one in saves]
    assert told == [303] * len(known)
    assert all(f"새 해설 {item}." in published.text(QUIZ) for item in known)


@pytest.mark.parametrize("address", ["items/mini-ox-02", "lectures/mini", "regrades/new?item=mini-ox-02"])
def test_a_file_in_another_charset_is_named(kim: TestClient, published: Published, address: str) -> None:
    for name in ("quiz.yaml", "lecture.md"):
        place = published.folder / "mini" / name
        place.write_bytes(place.read_text(encoding="utf-8").encode("cp949", "replace"))
    published.refresh()
    answer = kim.get(f"/authoring/{address}")
    assert answer.status_code == 409
    assert "UTF-8이 아닙니다" in answer.text


def test_a_file_that_nobody_may_read_is_named(
    kim: TestClient, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder in its place, which even the superuser cannot read; before the next look at the files."""
    monkeypatch.setattr(published, "refresh", lambda: None)
    (published.folder / QUIZ).unlink()
    (published.folder / QUIZ).mkdir()
    answers = [kim.get(f"/authoring/{page}") for page in ("items/mini-ox-02", "regrades/new?item=mini-ox-02")]
    assert [(answer.status_code, "읽을 수 없습니다" in answer.text) for answer in answers] == [(409, True)] * 2


PROCESS = """
import sys
from pathlib import Path
from app.authoring import turns
print("begins", flush=True)
with turns.alone(lambda: Path(sys.argv[1])):
    print("has its turn", flush=True)
"""


def test_two_processes_on_one_folder_wait_for_each_other(published: Published) -> None:
    with published.turn():
        other = subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(published.folder)], stdout=subprocess.PIPE, text=True
        )
        assert other.stdout
        assert other.stdout.readline() == "begins\n"
        time.sleep(0.2)
        assert other.poll() is None
    assert other.communicate(timeout=10)[0] == "has its turn\n"

"""A folder that is a repository of somebody's own, in whatever state they left it."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.authoring.git import GitError, Repository
from app.settings import Settings
from tests.authoring.editing.acting import ITEM, OLD, save
from tests.authoring.editing.conftest import kim, published, settings

__all__ = ["kim", "published", "settings"]
ADDRESSES = ("/authoring", "/authoring/history/terms.yaml", "/authoring/history/mini/quiz.yaml?item=mini-ox-02")


@pytest.fixture
def folder(settings: Settings) -> Path:
    assert settings.content is not None
    return settings.content


def test_a_repository_without_a_commit_has_no_history_yet(kim: TestClient, folder: Path) -> None:
    Repository(folder).run("init", "--quiet")
    assert {address: kim.get(address).status_code for address in ADDRESSES} == dict.fromkeys(ADDRESSES, 200)
    assert save(kim, ITEM, OLD, "새로 쓴 해설.").status_code == 303
    assert "더 분명하게" in kim.get(ADDRESSES[-1]).text


def test_a_merge_that_is_not_finished_is_left_to_whoever_began_it(kim: TestClient, folder: Path) -> None:
    """The next save would have committed the marks of its conflicts."""
    notes, repository = folder / "NOTES.md", Repository(folder)
    notes.write_text("처음\n", encoding="utf-8")
    repository.begin("Lee", "처음")
    for branch, text in (("theirs", "저쪽\n"), ("main", "이쪽\n")):
        repository.run("checkout", "--quiet", *(("-b", branch) if branch == "theirs" else (branch,)))
        notes.write_text(text, encoding="utf-8")
        repository.commit_all("Lee", text)
    with contextlib.suppress(GitError):  # which says that there is a conflict
        repository.run("merge", "--quiet", "theirs")
    head, marked = repository.head(), notes.read_text(encoding="utf-8")
    assert "<<<<<<<" in marked
    refused = save(kim, ITEM, OLD, "새로 쓴 해설.")
    assert refused.status_code == 422
    assert "병합" in refused.text
    assert "NOTES.md" in refused.text
    assert (repository.head(), notes.read_text(encoding="utf-8")) == (head, marked)
    assert OLD in (folder / "mini/quiz.yaml").read_text(encoding="utf-8")

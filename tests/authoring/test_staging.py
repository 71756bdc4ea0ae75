"""Edits laid into the folder: whole, or as if nothing had been."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.authoring import staging
from app.authoring.git import GitError, Repository


def test_what_git_refuses_is_not_left_in_the_folder(tmp_path: Path) -> None:
    """Else it would come into service unseen, without author and reason."""
    old, gone = tmp_path / "terms.yaml", tmp_path / "ids.txt"
    old.write_text("old", encoding="utf-8")
    gone.write_text("gone", encoding="utf-8")
    repository = Repository(tmp_path)
    repository.begin("미나", "처음")
    (tmp_path / ".git" / "index.lock").touch()  # of a git that was killed
    edits = {"terms.yaml": "new", "ids.txt": None, "mini/images/new.png": b"new"}
    with pytest.raises(GitError), staging.laid(tmp_path, edits):
        repository.commit(tuple(edits), "미나", "고침")
    assert old.read_text(encoding="utf-8") == "old"
    assert gone.read_text(encoding="utf-8") == "gone"
    assert not (tmp_path / "mini/images/new.png").exists()
    assert not list(tmp_path.rglob("*.draft"))


def test_a_disk_on_which_nothing_can_be_set_aside_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "terms.yaml").write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(staging, "_link", full)
    with pytest.raises(OSError, match="full"), staging.laid(tmp_path, {"terms.yaml": "new"}):
        pass
    assert (tmp_path / "terms.yaml").read_text(encoding="utf-8") == "old"

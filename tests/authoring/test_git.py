"""A folder as a repository: whatever a reason holds, the history can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.authoring.git import Repository


def test_a_reason_with_signs_that_no_message_holds_does_not_break_the_history(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    (tmp_path / "terms.yaml").write_text("a", encoding="utf-8")
    repository.begin("미나", "처음")
    (tmp_path / "terms.yaml").write_text("b", encoding="utf-8")
    repository.commit(("terms.yaml",), "미\x01나", "오\x01타\0 하나\n\n둘째 줄")
    latest, first = repository.history("terms.yaml")
    assert (latest.author, latest.reason, first.reason) == ("미 나", "오 타  하나\n\n둘째 줄", "처음")


@pytest.mark.parametrize("name", ["...", ";", '"', "\\ '", "<>"])
def test_a_name_that_git_would_refuse_is_a_name_nevertheless(tmp_path: Path, name: str) -> None:
    repository = Repository(tmp_path)
    (tmp_path / "terms.yaml").write_text("a", encoding="utf-8")
    repository.begin(name, "처음")
    assert repository.history("terms.yaml")[0].author


def test_what_others_wrote_with_their_own_git_can_be_read_whatever_signs_it_holds(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    (tmp_path / "terms.yaml").write_text("a", encoding="utf-8")
    repository.begin("미나", "처음")
    (tmp_path / "terms.yaml").write_text("b", encoding="utf-8")
    repository.run("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-am", "하나\x01둘\n\n\x01")
    assert [version.reason for version in repository.history("terms.yaml")] == ["하나\x01둘\n\n\x01", "처음"]

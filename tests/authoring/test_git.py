"""A folder as a repository: whatever a reason holds, the history can be read."""

from __future__ import annotations

from pathlib import Path

from app.authoring.git import Repository


def test_a_reason_with_signs_that_no_message_holds_does_not_break_the_history(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    (tmp_path / "terms.yaml").write_text("a", encoding="utf-8")
    repository.begin("미나", "처음")
    (tmp_path / "terms.yaml").write_text("b", encoding="utf-8")
    repository.commit(("terms.yaml",), "미\x01나", "오\x01타\0 하나\n\n둘째 줄")
    latest, first = repository.history("terms.yaml")
    assert (latest.author, latest.reason, first.reason) == ("미 나", "오 타  하나\n\n둘째 줄", "처음")

from pathlib import Path

import pytest

from app import content


def test_a_checkout_has_its_folders_beside_app() -> None:
    root = Path(content.__file__).resolve().parents[1]
    beside = [root / "templates", root / "static", root / "quizzes"]
    assert beside == [content.TEMPLATES, content.STATIC, content.QUIZZES]


def test_a_wheel_carries_them_inside_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app" / "_bundled" / "quizzes").mkdir(parents=True)
    monkeypatch.setattr(content, "_APP", tmp_path / "app")
    assert content.folder("quizzes") == tmp_path / "app" / "_bundled" / "quizzes"
    assert content.folder("static") == tmp_path / "static"

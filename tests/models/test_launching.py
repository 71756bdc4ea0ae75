"""Processes of ours find our packages, and nobody else's, wherever they are started."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from models.jobs.process import COMMAND
from models.launching import command, environment


@pytest.mark.parametrize("start", [tuple(command("models.trainer")), COMMAND])
def test_a_process_of_ours_runs_from_any_folder(
    start: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "__init__.py").write_text("raise SystemExit('a stranger')")
    ran = subprocess.run(
        [*start, str(tmp_path)], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert '"kind":"failed"' in ran.stdout  # no job lies there
    assert "stranger" not in ran.stderr

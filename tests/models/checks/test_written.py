"""The names read from the source are the names that importing finds, and reading them imports no torch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from models import checks
from models.checks.written import written

ROOT = Path(__file__).resolve().parents[3]


def test_the_names_read_are_the_names_found_by_importing() -> None:
    assert sorted(written()) == checks.names()


def test_reading_names_imports_no_torch() -> None:
    code = (
        "import sys; sys.modules['torch'] = None; from models.checks.written import written; assert len(written()) > 90"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

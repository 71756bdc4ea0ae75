"""The registry of checks: by name, imported when asked for, each with its one line."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from models import checks

ROOT = Path(__file__).resolve().parents[3]


def test_a_check_is_found_by_module_and_function() -> None:
    found = checks.find("counting.lora_of_a_square_matrix")
    assert found is not None
    assert found.run(d=768, r=4) == 6144


@pytest.mark.parametrize("name", ["counting.nothing", "nowhere.lora", "check.check", "os.getcwd", ""])
def test_an_unknown_name_finds_nothing(name: str) -> None:
    assert checks.find(name) is None


def test_every_check_says_in_one_line_what_it_proves() -> None:
    for name in checks.names():
        found = checks.find(name)
        assert found is not None
        assert found.proves.endswith("니다."), name
        assert "\n" not in found.proves
        assert len(found.proves) <= 140, name
        assert inspect.signature(found.run).return_annotation != "None"


def test_every_module_beside_the_registry_is_listed() -> None:
    files = {path.stem for path in (ROOT / "models" / "checks").glob("*.py")} - {"__init__", "check"}
    held = {name.partition(".")[0] for name in checks.names()}
    assert held == set(checks.MODULES) <= files


def test_asking_for_the_registry_imports_no_torch() -> None:
    code = "import sys; sys.modules['torch'] = None; from models import checks; assert checks.find('nowhere.x') is None"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

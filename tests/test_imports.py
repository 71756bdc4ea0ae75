"""Walks every import of app/ and models/ and fails on an arrow that points the wrong way (docs/architecture.md)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# A room may import itself, the plain modules of app/ below, and the rooms named here.
ROOMS = {
    "bank": set[str](),
    "lectures": {"bank"},
    "people": set[str](),
    "study": {"bank", "people"},
    "authoring": {"bank", "lectures", "people", "study"},
    "classes": {"bank", "people", "study"},
    "lab": {"models", "people"},
    "figures": {"bank", "lab"},  # how numbers are written, and the axes of plots
    "migrations": {"people", "study", "authoring", "lab"},  # their tables
    "commands": {"bank", "lectures", "people", "study", "authoring", "lab", "migrations", "models"},
}
LECTURE_PAGES = {"routes", "home", "pages", "errata"}  # these show study's cards and progress; the files stay pure
TOPS = {"main", "cli", "course", "pages", "proofreading"}  # they tie rooms together
KNOW_NOTHING = {"bank"}  # not even the plain modules of app/
TORCH_FREE = {"torch", "transformers", "peft", "safetensors"}

# Inside the bank an import goes down this list only; a module that is not on it stands at the bottom of the kinds.
BANK = [
    ["record"],
    ["checking", "benchmark", "proving"],
    ["loading"],
    ["format"],
    ["kinds"],
    ["answers"],
    ["matching"],
    ["terms"],
    ["question"],
]

# So it is inside models/; what is not on the list stands at the bottom. Neighbours on one line do not know each other.
MODELS = [
    ["demos", "checks"],
    ["worker", "trainer"],
    ["serving", "jobs"],
    ["generation", "training"],
    ["engine", "learning"],
    ["counting"],
    ["variants"],
    ["tuning"],
    ["methods"],
    ["architectures"],
]


def modules() -> Iterator[tuple[str, Path]]:
    for top in ("app", "models"):
        for path in sorted((ROOT / top).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


ALL = dict(modules())


def imports(name: str) -> Iterator[str]:
    """The modules that `name` imports, type checking and function bodies included."""
    package = name if ALL[name].name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(ALL[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join([*package.split(".")[: len(package.split(".")) - node.level + 1]]) if node.level else ""
            source = ".".join(filter(None, [base, node.module or ""]))
            yield from (full if (full := f"{source}.{alias.name}") in ALL else source for alias in node.names)


def room(name: str) -> str:
    """`app.bank.kinds.ox` -> `bank`; a plain module of app/ -> ``; `models.base` -> `models`."""
    parts = name.split(".")
    if parts[0] == "models":
        return "models"
    return parts[1] if len(parts) > 1 and parts[1] in ROOMS else ""


def wrong(name: str, other: str) -> str | None:
    here, there = room(name), room(other)
    if here == there or other in ("app", name):
        inside = {"bank": _wrong_in_bank, "models": _wrong_in_models}.get(here)
        return inside(name, other) if inside else None
    if here == "models":
        return "models knows nothing of ours"
    if here == "":
        top = name.split(".")[-1] in TOPS or name == "app"
        return None if top else f"a plain module of app/ knows no room, and not {there}"
    if there == "":
        return f"{here} knows nothing of ours" if here in KNOW_NOTHING else None
    if (
        name.split(".")[:2] == ["app", "lectures"]
        and name.split(".")[-1] in LECTURE_PAGES
        and there in ("study", "people")
    ):
        return None
    return None if there in ROOMS[here] else f"{here} may not know {there}"


def _wrong_in_bank(name: str, other: str) -> str | None:
    here, there = _rank(name), _rank(other)
    return None if here is None or there is None or here <= there else "inside the bank imports go down only"


def _rank(name: str) -> int | None:
    parts = name.split(".")
    if len(parts) < 3:
        return None
    return next((rank for rank, names in enumerate(BANK) if parts[2] in names), None)


def _wrong_in_models(name: str, other: str) -> str | None:
    here, there = (whole.split(".")[1:2] for whole in (name, other))
    down = here == there or _floor(here) < _floor(there) or _floor(there) == len(MODELS)
    return None if down else "inside models imports go down only"


def _floor(part: list[str]) -> int:
    """Counted from the top; what is not on the list stands at the bottom."""
    return next((floor for floor, names in enumerate(MODELS) if part and part[0] in names), len(MODELS))


@pytest.mark.parametrize("name", ALL)
def test_no_import_points_the_wrong_way(name: str) -> None:
    ours = [other for other in imports(name) if other.split(".")[0] in ("app", "models")]
    assert {other: why for other in ours if (why := wrong(name, other))} == {}


def test_bottom_modules_of_the_bank_import_nothing_above_the_kinds() -> None:
    upper = {name for rank in BANK[:4] for name in rank}
    low = [name for name in ALL if name.startswith("app.bank.") and _rank(name) is None]
    assert {n: o for n in low for o in imports(n) if o.startswith("app.bank.") and o.split(".")[2] in upper} == {}


def test_a_wrong_arrow_would_be_noticed() -> None:
    assert wrong("app.bank.loading", "app.pages")
    assert wrong("app.bank.kinds.ox", "app.bank.loading")
    assert wrong("app.bank.terms", "app.bank.matching")
    assert wrong("app.study.api", "app.authoring.drafts")
    assert wrong("app.lectures.files", "app.study.api")
    assert wrong("models.base", "app.settings")
    assert wrong("models.engine.rows", "models.generation")
    assert wrong("models.learning.loss", "models.jobs.lesson")
    assert wrong("models.serving.loop", "models.jobs.job")
    assert wrong("models.base", "models.methods.lora")
    assert not wrong("models.jobs.lesson", "models.devices")
    assert wrong("app.markdown", "app.bank.loading")
    assert wrong("app.study.api", "models.base")
    assert not wrong("app.lab.client", "models.protocol")
    assert not wrong("app.authoring.disputes", "app.study.attempts")
    assert not wrong("app.bank.loading", "app.bank.format")


def test_the_web_process_never_imports_torch() -> None:
    blocked = "; ".join(f"sys.modules[{name!r}] = None" for name in sorted(TORCH_FREE))
    code = f"import sys; {blocked}; import app.main, app.cli"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_lab_knows_the_side_of_models_that_needs_no_torch() -> None:
    known = {other for name in ALL if room(name) == "lab" for other in imports(name) if other.split(".")[0] == "models"}
    blocked = "; ".join(f"sys.modules[{name!r}] = None" for name in sorted(TORCH_FREE))
    code = f"import sys; {blocked}; import {', '.join(sorted(known))}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "models.protocol" in known
    assert done.returncode == 0, done.stderr

"""Every dependency has its sentence of reason, and no sentence is left of one that went."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    return {re.split(r"[\[<>=~! ]", line)[0] for line in lines}


def test_every_dependency_has_a_sentence_of_reason() -> None:
    rows = re.findall(r"^\| ([a-z0-9.-]+) \| (.+\.) \|$", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE)
    assert {name for name, _ in rows} == declared()


def test_every_direct_dependency_but_torch_is_pinned_in_the_constraints() -> None:
    pinned = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / "constraints.txt").read_text(), re.MULTILINE))
    assert {name.replace(".", "-") for name in declared()} - {"torch"} <= pinned

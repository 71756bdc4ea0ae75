"""Every O of the course that a computation establishes made an X, and every X an O: `seodang verify` passes none."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.bank.documents import Loader
from app.cli import main
from app.content import QUIZZES

OTHER = {"O": "X", "X": "O"}


def wrong(item: dict[str, Any]) -> dict[str, Any]:
    """The item with the other key (its near misses, which that key would contradict, left out); no other is checked."""
    if item["kind"] != "ox":
        return {name: value for name, value in item.items() if name != "check"}
    return {name: value for name, value in item.items() if name != "near_misses"} | {"answer": OTHER[item["answer"]]}


def test_no_statement_with_the_wrong_letter_is_established(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "quizzes"
    shutil.copytree(QUIZZES, folder)
    checked = 0
    for file in folder.glob("*/quiz.yaml"):
        unit = yaml.load(file.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 -- YAML 1.2, a safe loader
        unit["items"] = [wrong(item) for item in unit["items"]]
        checked += sum("check" in item for item in unit["items"])
        file.write_text(yaml.safe_dump(unit, allow_unicode=True, sort_keys=False), encoding="utf-8")
    assert main(["verify", "--json", str(folder)]) == 1
    found = json.loads(capsys.readouterr().out)["items"]
    assert len(found) == checked >= 10
    assert [item["item"] for item in found if item["passed"]] == []
    assert {item["reason"].partition(" ")[0] for item in found} == {"계산의"}  # it ran, and its outcome is not the key

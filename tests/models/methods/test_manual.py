"""docs/methods.md tells of every method and every setting, and of nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.methods import METHODS

MANUAL = Path(__file__).parents[3] / "docs" / "methods.md"
SECTIONS = dict(
    re.findall(r"^## `(\w+)`[^\n]*\n(.+?)(?=^## |\Z)", MANUAL.read_text(encoding="utf-8"), flags=re.M | re.S)
)


def test_every_method_has_its_section_in_the_order_of_the_registry() -> None:
    assert list(SECTIONS) == list(METHODS)


@pytest.mark.parametrize("name", METHODS)
def test_a_section_lists_the_settings_in_their_order_what_is_saved_and_the_paper(name: str) -> None:
    words, method = " ".join(SECTIONS[name].split()), METHODS[name]
    told = words[words.index("Settings: ") : words.index("Saved: ")]
    fields = list(method.Config.model_fields)
    assert [word for word in re.findall(r"`(\w+)`", told) if word in fields] == fields
    assert ("Settings: none." in words) == (not fields)
    assert "peft: " in words
    if method.PAPER is not None:
        assert f"{method.PAPER.authors.split(',')[0]}" in words
        assert f" {method.PAPER.year}" in words
        assert method.PAPER.where in words

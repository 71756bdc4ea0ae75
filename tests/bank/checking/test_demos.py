"""Demonstrations that items name: an unknown one is told with its place and the nearest name; none makes a revision."""

from __future__ import annotations

from pathlib import Path

from app.bank.checking import demos
from app.bank.loading import read
from tests.bank.sample import OX, write

WITH_DEMO = OX.replace("  answer: O\n", "  answer: O\n  demo: lora-cuont\n")


def test_a_demonstration_that_nobody_offers_is_told_with_its_place_and_the_nearest(tmp_path: Path) -> None:
    loaded = read(write(tmp_path, WITH_DEMO))
    (told,) = demos.check(loaded, ["prefix-count", "lora-count"])
    assert (told.line, told.column, told.code, told.item) == (7, 9, "demo-unknown", "demo-ox-01")
    assert "‘lora-count’을(를) 뜻했나요?" in told.message


def test_what_is_offered_is_no_mistake_and_a_name_like_no_other_is_not_guessed(tmp_path: Path) -> None:
    loaded = read(write(tmp_path, WITH_DEMO))
    assert list(demos.check(loaded, ["lora-cuont"])) == []
    assert "뜻했나요" not in demos.unknown("xyz", ["prefix-count", "lora-count"])


def test_where_an_item_can_be_seen_makes_no_revision(tmp_path: Path) -> None:
    before = read(write(tmp_path / "before", OX)).readable
    after = read(write(tmp_path / "after", WITH_DEMO)).readable
    assert before.revision("demo-ox-01") == after.revision("demo-ox-01")
    assert before.prompt_revision("demo-ox-01") == after.prompt_revision("demo-ox-01")

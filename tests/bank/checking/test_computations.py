"""Checks that items name: an unknown one is told with its place and the nearest name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bank.checking import computations
from app.bank.loading import read
from tests.bank.sample import OX, write

WRITTEN = {
    "check: freezing.adaptr": (12, 10),
    "check: {run: freezing.adaptr, answers: {a: O, b: X}}": (12, 16),
}


@pytest.mark.parametrize(("line", "place"), WRITTEN.items(), ids=["short", "long"])
def test_an_unknown_check_is_told_with_its_place_and_the_nearest(
    line: str, place: tuple[int, int], tmp_path: Path
) -> None:
    loaded = read(write(tmp_path, f"{OX}  {line}\n"))
    (told,) = computations.check(loaded, ["counting.lora", "freezing.adapter"])
    assert (told.line, told.column, told.code, told.item) == (*place, "check-unknown", "demo-ox-01")
    assert "‘freezing.adapter’을(를) 뜻했나요?" in told.message


def test_a_known_check_and_an_item_without_one_are_no_mistake(tmp_path: Path) -> None:
    loaded = read(write(tmp_path, f"{OX}  check: freezing.adapter\n", OX.replace("ox-01", "ox-02")))
    assert list(computations.check(loaded, ["freezing.adapter"])) == []

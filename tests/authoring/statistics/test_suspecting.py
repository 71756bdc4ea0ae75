"""A key is doubted where the answers say so, and only where there are enough of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.authoring.statistics import suspecting
from app.authoring.statistics.figures import Band, ItemFigures
from app.authoring.statistics.tallying import Group, Spread

SOUND = ItemFigures(
    answers=60, right=36, facility=0.6, interval=(0.47, 0.71), compared=60, discrimination=0.4, index=0.6,
    weak=Band(16, 4, 0.25), strong=Band(16, 14, 0.875), seconds=20.0, near=0,
)  # fmt: skip


def spread(strong: int, weak: int, outcome: str = "incorrect") -> Spread:
    """Of 16 strong and 16 weak learners so many gave the one answer."""
    groups = (Group("다른 답", "다른 답", outcome, (0, weak, 3, strong)), Group("답", "답", "correct", (0, 2, 10, 3)))
    return Spread("", groups, 60, 16, 16)


def _codes(figures: ItemFigures, found: Spread | None = None, disputes: int = 0, kind: str = "short") -> list[str]:
    return [flag.code for flag in suspecting.flags(figures, found, disputes, kind)]


def test_a_sound_item_is_not_suspected() -> None:
    assert _codes(SOUND, spread(2, 6), disputes=2) == []


def test_a_negative_discrimination_counts_once_there_are_enough_learners() -> None:
    assert _codes(replace(SOUND, discrimination=-0.4)) == ["reversed"]
    assert _codes(replace(SOUND, discrimination=-0.4, compared=29)) == []
    assert _codes(replace(SOUND, discrimination=-0.1)) == []
    assert _codes(replace(SOUND, discrimination=None)) == []


def test_a_wrong_answer_that_the_strong_share_is_told_with_its_numbers() -> None:
    flag = suspecting.flags(SOUND, spread(6, 1), 0, "short")[0]
    assert flag.code == "wrong_string"
    assert "잘하는 16명 가운데 6명(38%)이" in flag.why
    assert "다른 답" in flag.why


@pytest.mark.parametrize(
    ("found", "kind"),
    [(spread(3, 0), "short"), (spread(6, 9), "short"), (spread(7, 1), "ox"), (spread(6, 1, "correct"), "short")],
)
def test_a_good_distractor_is_no_suspicion(found: Spread, kind: str) -> None:
    """Too few of the strong, or more of the weak; where there are few to choose from, half of the strong are needed."""
    assert _codes(SOUND, found, kind=kind) == []


def test_the_strong_failing_and_nobody_being_right_are_two_things() -> None:
    assert _codes(replace(SOUND, strong=Band(16, 3, 0.2))) == ["strong_fail"]
    assert _codes(replace(SOUND, strong=Band(16, 0, 0.7))) == []  # part marks
    assert _codes(replace(SOUND, answers=10, right=0, facility=0.0, strong=None)) == ["nobody"]
    assert _codes(replace(SOUND, answers=9, right=0, facility=0.0, strong=None)) == []


def test_three_open_disputes_are_many() -> None:
    assert _codes(SOUND, disputes=3) == ["disputed"]


def test_answers_are_read_only_where_the_strong_fail() -> None:
    assert not suspecting.worth_reading(SOUND, "short")
    assert suspecting.worth_reading(replace(SOUND, strong=Band(16, 10, 0.6)), "short")
    assert not suspecting.worth_reading(replace(SOUND, strong=Band(16, 10, 0.6)), "ox")
    assert not suspecting.worth_reading(replace(SOUND, strong=Band(16, 0, 0.0)), "essay")

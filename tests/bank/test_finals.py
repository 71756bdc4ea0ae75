"""Sentences that end otherwise are the same sentence; a noun is none."""

from __future__ import annotations

import pytest

from app.bank import finals
from tests.bank.cast import GUARANTEE, grade, naming

KEY = naming("무엇이 달라지나요?", "메모리가 줄어든다", "지연이 늘지 않는다", "최적화하기 어렵다")


@pytest.mark.parametrize("text", ["줄어든다", "줄어듭니다", "줄어듦"])
def test_the_ends_of_a_sentence_are_one(text: str) -> None:
    assert finals.stem("길이가" + text) == "길이가줄어드"


@pytest.mark.parametrize("text", ["이다", "다음", "처음"])
def test_what_is_too_short_to_be_a_sentence_is_left_alone(text: str) -> None:
    assert finals.stem(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "메모리가 줄어듭니다",
        "메모리가 줄어듦",
        "지연이 늘지 않음",
        "지연이 늘지 않습니다",
        "최적화하기 어려움",
        "답: 메모리가 줄어듦",
    ],
)
def test_an_accepted_sentence_is_accepted_with_another_ending(text: str) -> None:
    assert grade(KEY, text).outcome == "correct"


@pytest.mark.parametrize("text", ["메모리가 늘어남", "지연이 늘음", "지연이 늘어난다", "최적화하기 쉬움"])
def test_another_sentence_with_that_ending_is_not(text: str) -> None:
    assert grade(KEY, text).outcome == "incorrect"


@pytest.mark.parametrize(
    "text",
    [
        "최고의 성능을 보장하지 않는 과제는 없음",
        "최고의 성능을 보장하지 않는 과제는 없다 (제 생각)",
        "최고의 성능을 보장하지 않는 과제는 없다라고 생각해요",
    ],
)
def test_two_negations_are_none_however_the_sentence_ends(text: str) -> None:
    assert grade(GUARANTEE, text).outcome == "incorrect"

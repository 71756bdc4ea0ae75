"""How much of what was typed is searched for."""

from __future__ import annotations

import pytest

from app.lectures.search.asking import MOST, read
from tests.lectures.search.small import INDEX, TERMS


@pytest.mark.parametrize("typed", ["", " ", '"', "***", "-", "ㄱ", "ㅏㅏ", "a", "7", "( )", "\x00"])
def test_too_little_is_not_searched_for(typed: str) -> None:
    assert not read(typed, TERMS).enough


@pytest.mark.parametrize("typed", ["층", "가", "ab", "7층", "a 층", "로라"])
def test_one_syllable_or_two_letters_are_enough(typed: str) -> None:
    assert read(typed, TERMS).enough


@pytest.mark.parametrize(
    "typed", ["가" * 10_000, "로라 " * 3_000, "a b " * 3_000, '"' * 10_000, "ㄱ" * 10_000, "\u0300" * 10_000]
)
def test_ten_thousand_characters_are_searched_for_as_a_few_words(typed: str) -> None:
    asked = read(typed, TERMS)
    assert len(asked.needs) <= MOST
    if asked.enough:
        assert len(INDEX.find(asked)) <= len(INDEX.passages)


def test_only_letters_and_digits_in_quotation_marks_reach_the_index() -> None:
    expression = read('title:x" OR 1=1) NEAR(로라 -*^', TERMS).expression
    outside = "".join(expression.split('"')[::2])
    assert not set(outside) - set("() ANDOR*")

"""A mark in the learner's text covers whole words."""

from __future__ import annotations

import pytest

from app.study.highlighting import whole_words

TEXT = "가중치를 고정하고, 메모리가 줄어듭니다."


@pytest.mark.parametrize(
    ("spans", "marked"),
    [
        ([(0, 3)], ["가중치를"]),
        ([(5, 7)], ["고정하고"]),
        ([(16, 17)], ["줄어듭니다"]),
        ([(6, 7), (0, 1)], ["가중치를", "고정하고"]),
        ([(0, 1), (2, 6)], ["가중치를 고정하고"]),
        ([(0, len(TEXT))], [TEXT]),
        ([], []),
    ],
)
def test_a_mark_never_cuts_a_word(spans: list[tuple[int, int]], marked: list[str]) -> None:
    assert [TEXT[start:end] for start, end in whole_words(TEXT, spans)] == marked

"""Politeness is read off a text's end."""

from __future__ import annotations

import pytest

from models.texts.politeness import polite


@pytest.mark.parametrize(
    "text", ["푹 쉬세요.", "괜찮아요!", "같이 갈까요?", "그럴 수 있죠...", "힘내요 ㅎㅎ", "잘될 거예요 ^^"]
)
def test_a_reply_in_the_polite_style_is_polite(text: str) -> None:
    assert polite(text)


@pytest.mark.parametrize("text", ["", "...", "푹 쉬어", "추천합니다.", "휴식이 필요", "그건 정말 중요!", "요리 최고"])
def test_other_endings_are_not(text: str) -> None:
    assert not polite(text)

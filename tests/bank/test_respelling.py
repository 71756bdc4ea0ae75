from __future__ import annotations

import pytest

from app.bank.respelling import respelt
from app.bank.typed import Typed
from tests.bank.cast import STABLE, TERMS, grade, naming


def spelt(text: str) -> str:
    return respelt(text, Typed(text, TERMS).words, TERMS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("고정 길이 백터 하나", "고정 길이 벡터 하나"),
        ("가중치가 업대이트되지 않는다", "가중치가 업데이트되지 않는다"),
        ("래이어 정규화와 모댈", "레이어 정규화와 모델"),
        ("모듈을 썻고 더 늘렷다", "모듈을 썼고 더 늘렸다"),
    ],
)
def test_a_word_of_the_field_is_known_by_its_sound(typed: str, meant: str) -> None:
    assert spelt(typed) == meant


@pytest.mark.parametrize("typed", ["고정 길이 벡터", "새 세 대", "내적", "adapter", ""])
def test_what_is_spelt_right_or_no_word_of_the_field_stays(typed: str) -> None:
    assert spelt(typed) == ""


def test_a_sentence_that_is_right_but_for_such_a_word_is_right_and_told_so() -> None:
    verdict = grade(naming("무엇을 넘기나요?", "고정 길이 벡터를 넘긴다"), "문장을 고정 길이 백터에 담아 넘긴다")
    assert (verdict.outcome, verdict.spelling) == ("correct", True)
    assert grade(STABLE, "불안정한 모댈").outcome == "incorrect"

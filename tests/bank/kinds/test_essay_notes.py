"""Essays written as notes: a head with what is done claims something, a bag of words does not."""

from __future__ import annotations

import pytest

from tests.bank.cast import COMPARE, grade


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("미세 조정: 모든 파라미터 갱신, 태스크마다 사본 저장. 어댑터: 원래 가중치 고정, 작은 모듈 추가", [True, True]),
        ("미세 조정: 모든 파라미터 갱신, 어댑터: 원래 가중치 고정", [True, True]),
        ("차이점: 어댑터 쪽은 원래 가중치 고정, 작은 모듈 추가", [False, True]),
        ("바꾼 점: 원래 가중치 동결, 작은 모듈 추가, 저장 공간 감소", [False, True]),
        ("원래 가중치 고정, 작은 모듈 추가 → 저장 공간 감소", [False, True]),
        ("미세 조정 = 모든 파라미터 갱신\n어댑터 = 가중치 고정", [True, True]),
        ("미세 조정 → 모든 파라미터 갱신. 어댑터 → 가중치 고정", [True, True]),
        ("(1) 모든 파라미터 갱신 (2) 원래 가중치 고정", [True, True]),
        ("① 모든 파라미터 갱신 ② 원래 가중치 고정", [True, True]),
    ],
)
def test_a_note_with_a_head_makes_claims(text: str, points: list[bool]) -> None:
    assert [evidence.found for evidence in grade(COMPARE, text).evidence] == points


@pytest.mark.parametrize(
    "text",
    [
        "어댑터: 모든 파라미터 갱신, 태스크마다 사본 저장. 미세 조정: 원래 가중치 고정, 작은 모듈 추가",
        "어댑터: 모든 파라미터 갱신, 미세 조정: 원래 가중치 고정",
        "모든 파라미터 갱신 어댑터 가중치 고정 모듈 학습",
        "답: 모든 파라미터 갱신 어댑터 가중치 고정 모듈 학습",
        "답: 모든, 파라미터, 갱신, 어댑터, 가중치, 고정, 모듈, 학습",
        "핵심어: 모든 파라미터 갱신, 가중치 고정, 작은 모듈",
        "정리: 가중치, 고정, 어댑터, 모듈, 파라미터, 갱신",
        "어댑터: 미세 조정 모든 파라미터 갱신 모듈 가중치 고정",
        "모든 파라미터, 갱신, 어댑터, 가중치, 고정, 모듈, 학습",
        "어댑터, 미세 조정, 파라미터, 가중치 고정, 모듈, 저장",
        "모든 파라미터 / 갱신 / 어댑터 / 가중치 / 고정 / 모듈",
        "모든 → 파라미터 → 갱신 → 가중치 → 고정",
        "어댑터\n가중치 고정\n미세 조정\n파라미터\n모듈",
        "어댑터 모든 파라미터를 갱신하고 미세 조정 원래 가중치를 고정함",
    ],
)
def test_a_bag_of_words_or_a_swapped_note_claims_nothing(text: str) -> None:
    assert not any(evidence.found for evidence in grade(COMPARE, text).evidence)

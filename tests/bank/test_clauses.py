"""Where one clause ends and the next begins."""

from __future__ import annotations

import pytest

from app.bank.reading import Reading
from tests.bank.cast import COMPARE, grade


def clauses(text: str) -> list[str]:
    reading = Reading(text)
    return [" ".join(word.text for word in reading.words[clause.start : clause.end]) for clause in reading.clauses]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "GPT-1은 앞 문맥만 보는 디코더, BERT는 앞뒤를 함께 보는 인코더다",
            ["gpt 1은 앞 문맥만 보는 디코더", "bert는 앞뒤를 함께 보는 인코더다"],
        ),
        (
            "BERT는 인코더, GPT-2는 디코더, BART는 둘 다이다",
            ["bert는 인코더", "gpt 2는 디코더", "bart는 둘 다이다"],
        ),
        ("미세 조정은 전체 갱신, 작은 어댑터는 모듈 학습", ["미세 조정은 전체 갱신", "작은 어댑터는 모듈 학습"]),
        ("GPT-1은 조정으로, GPT-2는 제로샷으로 푼다", ["gpt 1은 조정으로", "gpt 2는 제로샷으로 푼다"]),
        ("(1) 가중치 고정 (2) 모듈 학습", ["1 가중치 고정", "2 모듈 학습"]),
        ("길이를 잡아먹고 학습이 안 된다", ["길이를 잡아먹고", "학습이 안 된다"]),
        ("전체 모델은 freeze, 작은 모듈만 train", ["전체 모델은 freeze", "작은 모듈만 train"]),
    ],
)
def test_two_subjects_each_with_a_noun_for_a_predicate_are_two_clauses(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "어댑터, LoRA는 파라미터가 적다",
        "어댑터는 학습, 추론 모두 빠르다",
        "BERT는 인코더, 디코더 가운데 인코더다",
        "BERT는 문맥을, GPT는 앞만 본다",
        "쿼리, 키, 밸류는 모두 벡터다",
        "이 방법은 인코더, 디코더는 물론 둘 다에 쓴다",
    ],
)
def test_a_list_is_no_second_clause(text: str) -> None:
    assert len(clauses(text)) == 1


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("미세 조정은 모든 파라미터 갱신, 어댑터는 원래 가중치 고정이다.", [True, True]),
        ("어댑터는 모든 파라미터 갱신, 미세 조정은 원래 가중치 고정이다.", [False, False]),
    ],
)
def test_each_clause_is_about_its_own_subject(text: str, points: list[bool]) -> None:
    assert [evidence.found for evidence in grade(COMPARE, text).evidence] == points

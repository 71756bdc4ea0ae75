"""X 없이: what is said to be lacking, and what that does not say."""

from __future__ import annotations

import pytest

from app.bank.alternatives import affirmed
from app.bank.finding import Finder
from app.bank.phrases import phrase
from app.bank.reading import Reading
from tests.bank.cast import ADAPTER, TERMS, grade

Ideas = tuple[tuple[str, ...], ...]
LABELS: Ideas = (("레이블", "라벨"), ("없이",))
LEARNS: Ideas = (("레이블 없이", "라벨 없이"), ("학습", "배우", "배운"))
UPDATES: Ideas = (("가중치", "파라미터"), ("업데이트 없이", "갱신 없이"))
REMOVED: Ideas = (
    ("NSP", "다음 문장 예측"),
    ("없앴", "없애도", "없앤", "안 써도"),
    ("성능이 오르", "개선", "올랐", "손해가 없", "비슷"),
)
LATENCY: Ideas = (("지연이 없", "지연을 줄이"),)
NONE_AT_ALL: Ideas = (("레이블",), ("없",))


def says(text: str, ideas: Ideas) -> bool:
    reading = Reading(text)
    finder = Finder(reading, TERMS.find(reading.text, reading.words), TERMS)
    compiled = tuple(tuple(phrase(wording, TERMS) for wording in idea) for idea in ideas)
    return next(affirmed(finder, compiled), None) is not None


@pytest.mark.parametrize(
    ("text", "ideas"),
    [
        ("레이블 없이 배운다", LABELS),
        ("라벨없이도 배울 수 있다", LABELS),
        ("사람이 붙인 레이블 없이 데이터로 배운다", LABELS),
        ("레이블 없이 학습한다", LEARNS),
        ("라벨 없이도 많은 글로 배운다", LEARNS),
        ("레이블이 없이 학습한다", LEARNS),
        ("가중치 업데이트 없이 문맥만으로 푼 것이다", UPDATES),
        ("파라미터의 갱신 없이 풀었다", UPDATES),
        ("레이블 없이 배운다", NONE_AT_ALL),
        ("레이블이 없어도 배운다", NONE_AT_ALL),
        ("NSP를 없앴더니 성능이 약간 개선됨", REMOVED),
        ("다음 문장 예측을 없애도 성능이 비슷하거나 약간 올랐다", REMOVED),
        ("NSP를 안 써도 손해가 없었음", REMOVED),
        ("추가 지연을 없앤다", LATENCY),
    ],
)
def test_what_is_lacking_counts_as_said_where_the_key_says_so(text: str, ideas: Ideas) -> None:
    assert says(text, ideas)


@pytest.mark.parametrize(
    ("text", "ideas"),
    [
        ("레이블 없이 배운다", (("레이블",), ("배운",))),
        ("라벨없이 배운다", (("라벨",), ("배운",))),
        ("사람 없이 레이블로 배운다", LABELS),
        ("사람 없이 레이블로 배운다", NONE_AT_ALL),
        ("레이블로 배운다", LABELS),
        ("NSP를 없앴더니 성능이 개선되지 않았다", REMOVED),
        ("NSP를 썼더니 성능이 약간 개선됨", REMOVED),
        ("NSP를 안 써도 성능이 오르지 않았다", REMOVED),
        ("NSP를 없애지 않아서 성능이 올랐다", REMOVED),
        ("지연을 없애지 못한다", LATENCY),
        ("레이블 없이 배울 수 없다", LABELS),
        ("레이블 없이 학습하지 않는다", LEARNS),
        ("레이블 없이 학습하지 못한다", LEARNS),
        ("레이블로 학습한다", LEARNS),
        ("레이블 없이 모델을 평가하고 레이블을 붙여 학습한다", LEARNS),
        ("가중치를 업데이트하며 푼 것이다", UPDATES),
        ("레이어 없이 가중치를 업데이트한다", UPDATES),
    ],
)
def test_without_it_is_neither_with_it_nor_without_something_else(text: str, ideas: Ideas) -> None:
    assert not says(text, ideas)


@pytest.mark.parametrize(
    "answer", ["어댑터 없이 레이어 정규화", "어댑터 없이", "어댑터없이 훈련한다", "어댑터 모듈 없이 훈련"]
)
def test_a_key_that_is_lacking_earns_nothing(answer: str) -> None:
    assert grade(ADAPTER, answer).outcome == "incorrect"


@pytest.mark.parametrize("answer", ["레이어 정규화 없이 어댑터만 훈련한다", "다른 것 없이 어댑터 파라미터만"])
def test_a_key_without_something_else_stands(answer: str) -> None:
    assert grade(ADAPTER, answer).outcome == "correct"

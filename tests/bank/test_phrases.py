from __future__ import annotations

import pytest

from app.bank.finding import Finder
from app.bank.phrases import inflections, phrase
from app.bank.typed import Typed
from tests.bank.cast import TERMS


def says(text: str, wanted: str) -> bool:
    typed = Typed(text, TERMS)
    return bool(Finder(typed.reading, typed.mentions, TERMS).find(phrase(wanted, TERMS)))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("모델 크기가 줄어든다", "모델의 크기를 줄"),
        ("최적의 성능을 보장하지는 못한다", "보장하지 않"),
        ("추론 지연도 없고 좋다", "지연이 없"),
        ("가중치를 손대지 않고 고정한다", "가중치를 고정"),
        ("성능이 떨어져서", "떨어지"),
        ("모듈만을 학습한다", "만 학습"),
        ("latency가 있다", "추론 지연"),
        ("가중치를 저장하지 않는다", "가중치를 저장하지 않"),
        ("모델 안에 저장되지 않는다", "모델에 저장되지 않"),
        ("문제집에 학습 데이터가 포함되었다", "문제집에 학습 데이터가 포함"),
        ("가중치 저장은 하지 않는다", "가중치에 저장하지 않"),
        ("길이를 벡터에 담아 넘긴다", "벡터를 넘기"),
        ("벡터 한개에 담는다", "벡터 한 개"),
        ("모두 한 벡터에 담는다", "한 벡터에 담"),
        ("어댑터를 넣어도 성능이 안 떨어져서", "어댑터를 넣어도 성능이 떨어지지 않"),
    ],
)
def test_a_phrase_is_found_whatever_its_particles(text: str, wanted: str) -> None:
    assert says(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("불안정한 성능", "안정"),
        ("최적의 성능을 보장한다", "보장하지 않"),
        ("추론 지연이 없다", "추론 지연"),
        ("사전 학습된 가중치를 고정한다", "학습"),
        ("어댑터를 넣고 나머지를 고정한다", "어댑터를 고정"),
        ("레이어 정규화가 아니라 어댑터", "레이어 정규화"),
        ("흔들림이 줄고 더 안정적인", "더 흔들"),
        ("가중치를 저장하지 않는다", "가중치에 저장하지 않"),
        ("가중치에 저장하지 않는다", "가중치를 저장하지 않"),
        ("문제집이 학습 데이터에 포함되었다", "문제집에 학습 데이터가 포함"),
        ("벡터의 개수가 늘어난다", "벡터 한 개"),
        ("단어의 벡터를 더한다", "단어마다 벡터"),
        ("벡터에 담는다", "한 벡터에 담"),
        ("어댑터를 안 넣어도 성능이 떨어지지 않는다", "어댑터를 넣어도 성능이 떨어지지 않"),
        ("어댑터를 넣어도 성능이 떨어진다", "어댑터를 넣어도 성능이 떨어지지 않"),
    ],
)
def test_a_phrase_is_not_found_where_it_is_not_said(text: str, wanted: str) -> None:
    assert not says(text, wanted)


def test_a_verb_is_known_in_its_other_shapes() -> None:
    assert {"떨어진", "떨어질", "떨어져"} <= set(inflections("떨어지", last=True))
    assert {"변해", "변함"} <= set(inflections("변하", last=True))
    assert inflections("지연", last=True) == ("지연",)
    assert {"줄어든", "줄어드", "줄어듦", "줄어듭"} <= set(inflections("줄어들", last=True))
    assert {"달라", "달랐", "다른"} <= set(inflections("다르", last=True))
    assert {"흘러", "흘렀"} <= set(inflections("흐르", last=True))
    assert inflections("모델", last=True) == ("모델",)


@pytest.mark.parametrize("wanted", ["어댑터 말고", "모델 대신", "전체보다"])
def test_a_phrase_that_denies_all_its_words_is_never_found(wanted: str) -> None:
    typed = Typed("어댑터 말고 모델 전체를 학습한다", TERMS)
    finder = Finder(typed.reading, typed.mentions, TERMS)
    assert finder.find(phrase(wanted, TERMS)) == []
    assert finder.hit(phrase(wanted, TERMS), 0) is None


def test_the_terms_of_a_sum_are_not_said_of_each_other() -> None:
    assert says("W0를 BA로 나타낸다", "W0를 BA")
    assert not says("W0 + BA로 나타낸다", "W0를 BA")
    assert says("W0 + BA로 나타낸다", "W0 + BA")


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("바꾸지 않", "가중치를 안 바꾸니까요"),
        ("바꾸지 않", "가중치를 바꾼 게 아니다"),
        ("보지 못", "미세 조정에서는 못 봐서 다르다"),
        ("맞지 않", "둘이 안 맞는다"),
        ("쓰지 않", "실제로는 안 씀"),
        ("고정하지 않", "고정 안 함"),
        ("길이가 줄", "쓸 길이가 준다"),
        ("비용이 들", "돈과 비용이 듦"),
    ],
)
def test_a_negated_verb_is_found_however_it_is_negated(wanted: str, text: str) -> None:
    assert says(text, wanted)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("바꾸지 않", "가중치를 바꾸니까요"),
        ("보지 못", "미세 조정에서 본다"),
        ("쓰지 않", "쓸모가 없다"),
        ("안 생", "아니라고 생각한다"),
    ],
)
def test_a_negated_verb_is_not_found_affirmed_or_in_another_word(wanted: str, text: str) -> None:
    assert not says(text, wanted)

"""What an answer affirms, and what it negates, denies by contrast or calls lacking."""

from __future__ import annotations

import pytest

from app.bank.polarity import AFFIRMED
from app.bank.reading import Reading


def affirmed(text: str) -> str:
    reading = Reading(text)
    return " ".join(word.text for n, word in enumerate(reading.words) if reading.affirms(n))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("레이어 정규화가 아니라 어댑터", "어댑터"),
        ("어댑터 말고 레이어 정규화", "레이어 정규화"),
        ("어댑터말고 레이어 정규화", "레이어 정규화"),
        ("어댑터보다는 레이어 정규화", "레이어 정규화"),
        ("어댑터를 학습하지 않는다", ""),
        ("가중치를 학습하지 않고 어댑터를 학습한다", "어댑터를 학습한다"),
        ("레이블이 없는 데이터로 학습한다", "데이터로 학습한다"),
        ("정규화라고 배웠는데 그게 아니고 어댑터가 맞다", "어댑터가 맞다"),
        ("안 안정적인", ""),
        ("프롬프트보다 덜 흔들리는 안정된 성능", "안정된 성능"),
        ("adapter, not layer norm", "adapter"),
        ("not layer norm but adapter", "but adapter"),
        ("adapters rather than layer norm", "adapter"),
        ("보장 X", ""),
        ("They did not freeze the adapters", ""),
        ("the best is not guaranteed", ""),
        ("adapter, not pretrained weights", "adapter"),
        ("까다롭고 오래 걸리지 않는다", "까다롭고"),
        ("다음 문장 예측을 없앴더니 성능이 약간 개선됨", "성능이 약간 개선됨"),
        ("RoBERTa는 다음 문장 예측 손실을 없앤 모델이다", "roberta는 모델이다"),
        ("NSP를 완전히 없애도 성능이 올랐다", "완전히 성능이 올랐다"),
        ("병목을 없애지 않는다", "병목을 없애지"),
        ("NSP를 안 써도 손해가 컸다", "손해가 컸다"),
        ("곱을 안 해도 되니 빨라진다", "되니 빨라진다"),
        ("NSP를 쓴 모델이 안 쓴 모델보다 나았다", "nsp를 쓴 모델이 나았다"),
        ("dB = g(Ax)^T = 0이다", "db g ax t 0이다"),
        ("it isn't frozen", ""),
        ("NSP를 안 써도 손해가 없었음", ""),
        ("BERT가 덜 학습되었다고 보고 더 많은 글로 학습했다", "bert가 보고 더 많은 글로 학습했다"),
        ("덜 안정적이다", ""),
        ("모델이 너무 커서 기억하지 못한다", "모델이 너무 커서"),
        ("가중치가 바뀌어 오후의 메모와 맞지 않는다", "가중치가 바뀌어"),
        ("문제가 들어 있는지는 상관없고 수를 확인한다", "수를 확인한다"),
        ("길이와 상관없이 늘 같다", "길이와 상관없이 늘 같다"),
        ("가중치가 조금밖에 바뀌지 않는다", "가중치가 조금밖에 바뀌지 않는다"),
        ("사람이 정답을 안 달아 줘도 글에서 정답을 얻는다", "글에서 정답을 얻는다"),
        ("은닉 상태는 못 보고 벡터 하나만 받는다", "벡터 하나만 받는다"),
        ("왼쪽밖에 볼 수 없다", "왼쪽밖에 볼 수 없다"),
        ("이산 단어로 된 프롬프트가 아니라 연속 프롬프트", "연속 프롬프트"),
        ("토큰이 사라져 두 단계가 일치하지 않는다", "토큰이 사라져"),
        ("성능이 덜 흔들린다", "성능이"),
        ("흔들림이 덜하다", ""),
        ("마스크를 매번 다르게 만들었다", "마스크를 매번 다르게 만들었다"),
        ("가리는 자리를 매번 달리 정한다", "가리는 자리를 매번 달리 정한다"),
        ("BERT와 다르게 앞만 본다", "앞만 본다"),
        ("BERT와는 달리 앞만 본다", "앞만 본다"),
        ("레이블 X, 데이터 일부를 가린다", "데이터 일부를 가린다"),
        ("순서대로 계산해야 함 → 병렬화 X", "순서대로 계산해야 함"),
        ("저랭크 학습 → 메모리 감소, 추론 지연 없음", "저랭크 학습 메모리 감소"),
        ("최적화 안 됨 / 길이 감소", "길이 감소"),
        ("학습이 안 됨(최적화 어려움)", "최적화 어려움"),
        ("GPT-3 퓨샷(갱신 없음)을 쓴다", "gpt 3 퓨샷 을 쓴다"),
        ("레이어 정규화(LN)는 학습하지 않는다", ""),
        ("가중치와 편향을 바꾸지 않음", ""),
        ("병합하면 추론 지연이 없다", "병합하면"),
        ("토큰이 안 나와서 두 단계가 달라진다", "두 단계가 달라진다"),
        ("갈래가 정해지지 않았으니 퓨샷으로 시작한다", "퓨샷으로 시작한다"),
        ("가중치를 고정하지 않으면 바뀐다", "바뀐다"),
        (
            "프롬프트는 단어를 쓴다. P-Tuning은 그 대신 벡터를 쓴다",
            "프롬프트는 단어를 쓴다 p tuning은 그 대신 벡터를 쓴다",
        ),
        ("성능이 떨어지기는커녕 조금 올랐다", "성능이 조금 올랐다"),
        ("고정 길이 벡터로 넘김. 순차 계산은 별개 문제", "고정 길이 벡터로 넘김"),
        ("NSP를 빼고 동적 마스킹을 썼다", "nsp를 빼고 동적 마스킹을 썼다"),
        ("NSP 빼고 동적 마스킹을 썼다", "동적 마스킹을 썼다"),
        ("문제집이 학습 자료에 없는지 확인한다", "문제집이 학습 자료에 없는지 확인한다"),
        ("기울기가 0이라 갱신이 안 된다", "기울기가 0이라"),
        ("차례로 처리할 수밖에 없음", "차례로 처리할 수밖에 없음"),
        ("마스크를 보고 실제로는 보지 못한다", "마스크를 보고"),
        ("빼도 못하지 않았다", "빼도 못하지 않았다"),
    ],
)
def test_what_is_denied_is_not_affirmed(text: str, said: str) -> None:
    assert affirmed(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "어댑터뿐만 아니라 정규화도 학습한다",
        "어댑터가 아닐까요",
        "못지않게 좋다",
        "할 수밖에 없다",
        "끊임없이 학습한다",
    ],
)
def test_words_that_only_look_like_a_negation_negate_nothing(text: str) -> None:
    reading = Reading(text)
    assert not any(reading.negated)
    assert reading.standing[0] == AFFIRMED


def test_two_negations_are_none() -> None:
    assert not any(Reading("보장하지 않는 과제는 없다").negated)

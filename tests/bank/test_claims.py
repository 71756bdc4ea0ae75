"""Every doubt about a sentence by its name: which check refuses it, and that nothing refuses what is right."""

from __future__ import annotations

import pytest

from app.bank import claims, preparing
from app.bank.surroundings import Surroundings
from app.bank.typed import Typed
from tests.bank.cast import TERMS

KEY = preparing.prepare(
    TERMS,
    "P-tuning은 이산 프롬프트와 견주어 주로 무엇을 훈련하나요?",
    "어댑터 파라미터",
    ("어댑터",),
    says=((("새로 넣은 모듈",),),),
    denies=("모델의 중간층",),
)
STEADY = preparing.prepare(
    TERMS,
    "방법은 무엇을 학습하나요?",
    "소수의 파라미터만 학습한다",
    (),
    says=((("소수의 파라미터",), ("학습",)), (("성능",), ("보장하지 않",))),
)


def reason(key: preparing.Prepared, text: str) -> str:
    refusal = claims.verdict(Surroundings(key.slot, Typed(text, TERMS)))
    return refusal.reason if refusal else ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("주로 어댑터를 훈련한다", ""),
        ("새로 넣은 모듈을 훈련한다", ""),
        ("병목을 훈련한다", "missing"),
        ("어댑터가 아니라 병목을 훈련한다", "denied"),
        ("어댑터를 훈련하지 않는다", "negated"),
        ("어댑터와 모델의 중간층을 훈련한다", "denies"),
        ("어댑터와 레이어 정규화를 훈련한다", "rival"),
        ("이산 프롬프트는 어댑터를 훈련한다", "subject"),
        ("어댑터를 고정한다", "opposite"),
        ("어댑터를 버린다", "reversed"),
        ("어댑터를 떼어 버린다", "reversed"),
        ("어댑터를 훈련하게 되어 버린다", ""),
        ("양자화보다 어댑터를 훈련한다", "compared"),
        ("어댑터를 훈련할 수도 있고 그럴 수도 없다", "hedged"),
        ("어댑터, 옵티마이저", "unaccounted"),
        ("어댑터, 프레임", "unaccounted"),
        ("새 과제에 맞추어야 하므로 어댑터", ""),
        ("병목을 끼움, 어댑터", ""),
        ("훈련하는 데, 어댑터", ""),
        ("어댑터 둘로 쪼갬", ""),
        ("LoRA는 모델의 중간층을 훈련하지만 P-tuning은 어댑터를 훈련한다", ""),
        ("P-tuning은 모델의 중간층을 훈련하지만 LoRA는 어댑터를 훈련한다", "denies"),
        ("P-tuning은 어댑터를 훈련하지만 모델의 중간층은 더 훈련한다", "denies"),
        ("레이어 정규화 때문에 어댑터를 훈련한다", ""),
    ],
)
def test_a_sentence_is_refused_for_one_named_reason(text: str, why: str) -> None:
    assert reason(KEY, text) == why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("소수의 파라미터만 학습하고 모두 고정한다", ""),
        ("소수의 파라미터를 고정하는 학습", "swapped"),
        ("소수의 파라미터만 학습하고 소수의 층을 고정한다", "opposite"),
    ],
)
def test_pairs_stand_as_in_the_key(text: str, why: str) -> None:
    assert reason(STEADY, text) == why

"""Right and tempting wrong answers to the questions of the cast."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bank.question import Question, Verdict
from tests.bank import cast
from tests.bank.cast import ADAPTER, DEFINITION, GUARANTEE, SMALL, STABLE, TERMS, grade, naming

GPT2 = naming("15억 파라미터를 가진 모델은?", "GPT-2")
BERT = naming("양방향 모델의 이름은?", "BERT")
LORA = naming("저랭크 행렬을 더하는 방법은?", "LoRA")
DECODER = naming("GPT가 쓰는 부분은?", "디코더")
PERCENT = naming("비율은?", "0.1%")
SELF = naming("데이터에서 정답을 만드는 학습은?", "자기지도 학습")
PRETEXT = naming("먼저 푸는 과제는?", "pretext task")
SOFT = naming("학습되는 프롬프트는?", "소프트 프롬프트")

RIGHT: list[tuple[Question, str]] = [
    (ADAPTER, "어댑터 파라미터입니다"),
    (ADAPTER, "Adapter의 파라미터를 학습합니다"),
    (ADAPTER, "레이어 정규화가 아니라 어댑터 파라미터"),
    (ADAPTER, "사전 학습된 가중치는 고정하고 어댑터만 훈련한다"),
    (ADAPTER, "원래 가중치는 그대로 두고 추가한 모듈만 학습해요"),
    (ADAPTER, "어댑터(작은 병목)"),
    (DEFINITION, "전체의 1 %에 그치는 일부 파라미터만 학습한다"),
    (DEFINITION, "나머지 소수의 파라미터만 학습"),
    (DEFINITION, "모델 대부분을 얼리고 일부 파라미터만 학습"),
    (DEFINITION, "전체 파라미터 가운데 아주 일부 파라미터만 학습"),
    (DEFINITION, "큰 모델은 얼린 채 소수의 파라미터만 갱신한다"),
    (ADAPTER, "어뎁터"),
    (ADAPTER, "아마 어댑터인 것 같아요"),
    (ADAPTER, "They are called adapters."),
    (DEFINITION, "일부 파라미터만 갱신하는 방법"),
    (DEFINITION, "모든 가중치를 바꾸는 대신 소수의 파라미터를 훈련한다"),
    (GUARANTEE, "항상 최고의 성능을 보장하지는 못해요"),
    (STABLE, "안정적인 성능"),
    (STABLE, "더 안정적인 성능을 냅니다"),
    (STABLE, "stable한"),
    (SMALL, "훨씬 더 작은"),
    (SMALL, "작은 모델에서도"),
    (GPT2, "gpt2"),
    (GPT2, "GPT-3이 아니라 GPT-2"),
    (BERT, "버트라는 모델입니다"),
    (LORA, "로라"),
    (LORA, "LoRA를 사용하면 된다"),
    (DECODER, "트랜스포머의 디코더 부분"),
    (PERCENT, "약 0.1 %"),
    (SELF, "Self-Supervised Learning"),
    (PRETEXT, "프리텍스트 과제라고 부른다"),
    (SOFT, "연속 프롬프트"),
]
WRONG: list[tuple[Question, str]] = [
    (DEFINITION, "모델 대부분을 학습하고 일부 파라미터만 얼린다"),
    (DEFINITION, "일부 파라미터를 얼리고 대부분을 학습"),
    (ADAPTER, "레이어 정규화"),
    (ADAPTER, "어댑터가 아니라 레이어 정규화"),
    (ADAPTER, "어댑터 말고 레이어 정규화 파라미터"),
    (ADAPTER, "어댑터보다 레이어 정규화를 주로 훈련한다"),
    (ADAPTER, "어댑터와 레이어 정규화"),
    (ADAPTER, "어댑터 또는 레이어 정규화"),
    (ADAPTER, "어댑터(레이어 정규화)"),
    (ADAPTER, "어댑터? 레이어 정규화?"),
    (ADAPTER, "어댑터 퓨전"),
    (ADAPTER, "어댑터를 고정하고 나머지를 훈련한다"),
    (ADAPTER, "고정된 어댑터 파라미터"),
    (ADAPTER, "어댑터를 훈련하는 것이 아니다"),
    (ADAPTER, "어댑터를 훈련한다는 것은 틀렸다"),
    (ADAPTER, "어댑터 없는 레이어 정규화"),
    (ADAPTER, "어댑터를 없앴다"),
    (ADAPTER, "어댑터 파라미터를 없애고 나머지를 훈련한다"),
    (ADAPTER, "어댑터를 덜 훈련한다"),
    (ADAPTER, "어댑터와 다르게 레이어 정규화를 훈련한다"),
    (STABLE, "덜 안정적인"),
    (ADAPTER, "LoRA는 어댑터 파라미터를 훈련한다"),
    (ADAPTER, "어댑터를 학습한다. 어댑터를 학습하지 않는다."),
    (ADAPTER, "어댑터 레이어 정규화 LoRA 양자화"),
    (ADAPTER, "not adapter but layer norm"),
    (DEFINITION, "소수의 파라미터만 고정하고 나머지를 학습하는 방법"),
    (DEFINITION, "모든 파라미터를 학습하는 방법"),
    (DEFINITION, "소수의 파라미터만 학습하는 것이 아니라 전부 학습한다"),
    (GUARANTEE, "항상 최고의 성능을 보장한다"),
    (GUARANTEE, "최고의 성능을 보장하지 않는 과제는 없다"),
    (STABLE, "불안정한"),
    (STABLE, "안정적이지 않은"),
    (STABLE, "안 안정적인"),
    (STABLE, "안안정적인"),
    (STABLE, "안전적인"),
    (STABLE, "less stable"),
    (STABLE, "unstable"),
    (SMALL, "작지 않은"),
    (SMALL, "작은 학습률"),
    (SMALL, "큰 또는 작은"),
    (SMALL, "무거운(작은)"),
    (GPT2, "GPT-3"),
    (GPT2, "GPT-20"),
    (GPT2, "GPT-2와 GPT-3"),
    (BERT, "BART"),
    (BERT, "BERTT"),
    (LORA, "QLoRA"),
    (LORA, "도라"),
    (LORA, "LoRA+"),
    (LORA, "LoRA가 아니다"),
    (DECODER, "인코더"),
    (DECODER, "인코더와 디코더"),
    (PERCENT, "0.01%"),
    (SELF, "지도 학습"),
    (SELF, "비지도 학습"),
    (PRETEXT, "context"),
    (SOFT, "하드 프롬프트"),
]


@pytest.mark.parametrize(("question", "answer"), RIGHT, ids=lambda value: getattr(value, "id", value))
def test_right_answers_are_accepted(question: Question, answer: str) -> None:
    verdict = grade(question, answer)
    assert verdict.outcome == "correct", verdict.trace
    assert verdict.score == 1.0


@pytest.mark.parametrize(("question", "answer"), WRONG, ids=lambda value: getattr(value, "id", value))
def test_tempting_wrong_answers_earn_nothing(question: Question, answer: str) -> None:
    verdict = grade(question, answer)
    assert verdict.outcome == "incorrect", verdict.trace
    assert verdict.score == 0.0


def test_a_slip_earns_the_credit_and_a_note_that_names_the_letters() -> None:
    verdict = grade(ADAPTER, "어뎁터")
    assert verdict.spelling
    assert "뎁" in verdict.trace[0].note
    assert "댑" in verdict.trace[0].note


@pytest.mark.parametrize("answer", ["레이어 정규화입니다", "LN", "어댑터가 아니라 레이어 정규화"])
def test_a_near_miss_shows_its_hint_and_keeps_the_key(answer: str) -> None:
    verdict = grade(ADAPTER, answer)
    assert verdict.near_miss
    assert verdict.feedback == "그것은 함께 학습하는 작은 부분입니다."
    told = " ".join(step.note + step.after for step in verdict.trace)
    assert "어댑터" in answer or "어댑터" not in told


def test_a_plainly_wrong_answer_is_told_the_nearest_form_and_why() -> None:
    verdict = grade(DECODER, "인코더")
    assert [step.step for step in verdict.trace] == ["정리", "문장 읽기", "가장 가까운 답"]
    assert verdict.trace[-1].after in ("디코더", "decoder", "복호화기")


def test_an_essay_in_a_blank_is_refused_without_being_read() -> None:
    assert grade(STABLE, "안정적인 " * 500).outcome == "incorrect"


@given(st.sampled_from(RIGHT), st.sampled_from(["이 아니다", "는 아닙니다", "가 아니라고 생각합니다", " 아님"]))
def test_adding_a_negation_never_keeps_the_credit(case: tuple[Question, str], ending: str) -> None:
    question, _ = case
    for key in _keys(question):
        assert grade(question, key + ending).outcome != "correct"


@given(st.sampled_from([GPT2, BERT, LORA, DECODER, SELF, PRETEXT, SOFT]), st.data())
def test_a_confused_term_never_earns_the_credit(question: Question, data: st.DataObject) -> None:
    term = TERMS.named(_keys(question)[0])
    assert term is not None
    other = data.draw(st.sampled_from(sorted(TERMS.confused(term.id))))
    form = data.draw(st.sampled_from(TERMS.by_id[other].forms))
    assert grade(question, form).outcome == "incorrect"


@given(st.sampled_from(RIGHT))
def test_decomposed_answers_are_graded_alike(case: tuple[Question, str]) -> None:
    question, answer = case
    assert grade(question, unicodedata.normalize("NFD", answer)).outcome == "correct"


WORDS = [
    "어댑터",
    "레이어",
    "정규화",
    "아니라",
    "않는다",
    "말고",
    "또는",
    "와",
    "고정",
    "학습한다",
    "LoRA",
    "GPT-2",
    "0.1%",
    "not",
    "(",
    ")",
    ",",
    ".",
    "를",
    "은",
    "것이",
    "?",
    "ㅋㅋ",
]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
def test_any_text_gets_a_verdict_with_a_trace(text: str) -> None:
    for question in (ADAPTER, DEFINITION, STABLE, cast.LIMITS, cast.COMPARE):
        if not any(char.isalnum() for char in text):
            continue
        try:
            verdict = grade(question, text)
        except ValueError:
            continue  # nothing but signs or laughter
        assert isinstance(verdict, Verdict)
        assert verdict.trace


def _keys(question: Question) -> tuple[str, ...]:
    from app.bank import kinds

    return kinds.of(question).key(question, {}).accepted

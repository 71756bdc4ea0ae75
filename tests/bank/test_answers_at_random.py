"""What holds of any answer: a negation costs the credit, another term earns none, any text gets a verdict."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from app.bank import kinds
from app.bank.question import Question, Verdict
from tests.bank.answered import BERT, DECODER, GPT2, LORA, PRETEXT, RIGHT, SELF, SOFT
from tests.bank.cast import ADAPTER, COMPARE, DEFINITION, LIMITS, STABLE, TERMS, grade


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
    for question in (ADAPTER, DEFINITION, STABLE, LIMITS, COMPARE):
        if not any(char.isalnum() for char in text):
            continue
        try:
            verdict = grade(question, text)
        except ValueError:
            continue  # nothing but signs or laughter
        assert isinstance(verdict, Verdict)
        assert verdict.trace


def _keys(question: Question) -> tuple[str, ...]:
    return kinds.of(question).key(question, {}).accepted

"""Right and tempting wrong answers to the questions of the cast."""

from __future__ import annotations

import pytest

from app.bank.question import Question
from tests.bank.answered import DECODER, RIGHT, WRONG
from tests.bank.cast import ADAPTER, STABLE, grade


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


def test_only_what_was_tidied_is_said_to_have_been() -> None:
    assert grade(DECODER, "인코더").trace[0].note.startswith("정리할 것이 없었습니다 → ‘인코더’")
    assert grade(DECODER, "디코더").trace[0].note.startswith("정리할 것이 없었습니다 → ‘디코더’")
    assert grade(DECODER, " 인코더").trace[0].note.startswith("공백을 정리했습니다 → ‘인코더’")
    assert grade(DECODER, "디코더를").trace[0].note.startswith("공백과 조사를 정리했습니다 → ‘디코더’")


def test_an_essay_in_a_blank_is_refused_without_being_read() -> None:
    assert grade(STABLE, "안정적인 " * 500).outcome == "incorrect"

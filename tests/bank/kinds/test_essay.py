from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.bank.kinds import essay
from tests.bank.cast import COMPARE, REST, grade

GOOD = "미세 조정은 모든 파라미터를 갱신합니다. 어댑터는 원래 가중치를 고정하고 작은 모듈만 학습합니다."


def found(text: str) -> list[bool]:
    return [evidence.found for evidence in grade(COMPARE, text).evidence]


def test_points_are_found_with_evidence_in_the_raw_text() -> None:
    verdict = grade(COMPARE, GOOD)
    assert verdict.outcome == "correct"
    marked = ["".join(GOOD[a:b] for a, b in evidence.spans) for evidence in verdict.evidence]
    assert marked == ["모든파라미터갱신", "가중치고정"]


@given(st.sampled_from([GOOD, "ㅋㅋ " + GOOD, "１,000개의 " + GOOD]))
def test_evidence_is_exact_in_decomposed_text_too(text: str) -> None:
    raw = unicodedata.normalize("NFD", text)
    for evidence in grade(COMPARE, raw).evidence:
        assert evidence.found
        shown = "".join(raw[a:b] for a, b in evidence.spans)
        assert unicodedata.normalize("NFC", shown) in ("모든파라미터갱신", "가중치고정")


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("미세 조정은 모든 파라미터를 갱신한다.", [True, False]),
        ("어댑터는 모든 파라미터를 갱신하고, 미세 조정은 가중치를 고정한다.", [False, False]),
        ("미세 조정은 모든 파라미터를 갱신하지 않는다.", [False, False]),
        ("어댑터는 가중치를 고정하지 않는다.", [False, False]),
        ("모든 파라미터 갱신 어댑터 가중치 고정 모듈 학습", [False, False]),
    ],
)
def test_swapped_denied_or_unconnected_words_withhold_a_point(text: str, points: list[bool]) -> None:
    assert found(text) == points


def test_a_withheld_point_says_why() -> None:
    evidence = grade(COMPARE, "어댑터는 모든 파라미터를 갱신하고, 미세 조정은 가중치를 고정한다.").evidence
    assert all(one.note for one in evidence)


def test_a_misconception_raises_a_note_and_costs_nothing() -> None:
    verdict = grade(COMPARE, GOOD + " 어댑터는 학습을 안정시킵니다.")
    assert verdict.outcome == "correct"
    suggestion, note = verdict.feedback.split("\n\n")  # a paragraph each on the page
    assert "요점 2개 가운데" in suggestion
    assert "근거가 없습니다" in note


def test_half_the_points_are_a_partial_answer() -> None:
    verdict = grade(COMPARE, "미세 조정은 모든 파라미터를 갱신한다.")
    assert (verdict.outcome, verdict.score) == ("partial", 0.5)


def test_weights_must_sum_to_one() -> None:
    with pytest.raises(ValidationError, match="weight"):
        essay.Question.model_validate(
            {
                "id": "demo-essay-02",
                "kind": "essay",
                "prompt": "?",
                "answer": "가",
                "rubric": [{"point": "가", "weight": 0.5, "says": [[["가"]]]}],
                **REST,
            }
        )


@given(st.text(max_size=80))
def test_spans_stay_within_the_text(text: str) -> None:
    raw = text + GOOD
    for evidence in grade(COMPARE, raw).evidence:
        assert all(0 <= start < end <= len(raw) for start, end in evidence.spans)

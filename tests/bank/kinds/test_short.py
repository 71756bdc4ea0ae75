from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.bank.kinds import short
from app.bank.question import FormatError
from tests.bank.cast import LIMITS, REST, grade


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("추론 지연, 시퀀스 길이 감소", "correct"),
        ("시퀀스 길이 감소 / latency", "correct"),
        ("시퀀스 길이가 줄어든다 그리고 추론 지연", "correct"),
        ("1) 추론 지연 2) 시퀀스 길이 감소", "correct"),
        ("1. 추론 지연\n2. 시퀀스 길이 감소", "correct"),
        ("①추론 지연 ②시퀀스 길이 감소", "correct"),
        ("추론 지연, 시퀀스 길이 감소 이렇게 두 가지를 듭니다", "correct"),
        ("LoRA와 달리 추론 지연, 시퀀스 길이 감소", "correct"),
        ("①추론 지연 ②시퀀스 길이 감소 → 둘 다", "correct"),
        ("추론 지연", "partial"),
        ("추론 지연, 추론 지연", "partial"),
        ("추론 지연, 시퀀스 길이 감소, 레이어 정규화", "partial"),
        ("레이어 정규화", "incorrect"),
    ],
)
def test_a_list_is_counted_by_its_parts(answer: str, outcome: str) -> None:
    assert grade(LIMITS, answer).outcome == outcome


def test_a_wrong_member_costs_the_full_credit() -> None:
    assert 0 < grade(LIMITS, "추론 지연, 시퀀스 길이 감소, 레이어 정규화").score < 1


def test_order_counts_only_where_the_item_says_so() -> None:
    ordered = LIMITS.model_copy(update={"ordered": True})
    assert grade(ordered, "추론 지연, 시퀀스 길이 감소").outcome == "correct"
    assert grade(ordered, "시퀀스 길이 감소, 추론 지연").outcome == "partial"


def test_one_part_is_enough_where_one_is_needed() -> None:
    one = LIMITS.model_copy(update={"need": 1})
    assert grade(one, "시퀀스 길이 감소").outcome == "correct"


def test_nothing_is_a_format_error() -> None:
    with pytest.raises(FormatError):
        short.parse(LIMITS, " … ")


@pytest.mark.parametrize(
    "more",
    [
        {"parts": [{"answer": "가"}], "says": [[["나"]]]},
        {"parts": [{"answer": "가"}], "need": 2},
    ],
)
def test_a_key_that_contradicts_itself_is_refused_at_loading(more: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        short.Question.model_validate(
            {"id": "demo-short-08", "kind": "short", "prompt": "?", "answer": "가", **more, **REST}
        )

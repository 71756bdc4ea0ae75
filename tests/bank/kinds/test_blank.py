from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.bank.kinds import blank
from app.bank.question import FormatError
from tests.bank.cast import QUERY_VALUE, REST, SMALL, grade


@pytest.mark.parametrize("raw", ["", " ", "…", "?!", "ㅋㅋ"])
def test_an_empty_blank_is_a_format_error(raw: str) -> None:
    with pytest.raises(FormatError):
        blank.parse(SMALL, raw)


def test_the_number_of_fillings_must_be_that_of_the_blanks() -> None:
    with pytest.raises(FormatError, match="2개"):
        blank.parse(QUERY_VALUE, ["쿼리"])
    assert blank.parse(QUERY_VALUE, "쿼리 | 밸류").fillings == ("쿼리", "밸류")


@pytest.mark.parametrize(
    ("fillings", "outcome", "score"),
    [
        (["쿼리", "밸류"], "correct", 1.0),
        (["value", "query"], "correct", 1.0),
        (["쿼리", "키"], "partial", 0.5),
        (["쿼리", "쿼리"], "partial", 0.5),
        (["키", "출력"], "incorrect", 0.0),
    ],
)
def test_blanks_in_any_order_count_each_key_once(fillings: list[str], outcome: str, score: float) -> None:
    verdict = grade(QUERY_VALUE, fillings)
    assert (verdict.outcome, verdict.score) == (outcome, score)


def test_a_near_miss_of_one_blank_hides_the_key_of_the_others() -> None:
    question = blank.Question(
        id="demo-blank-09",
        kind="blank",
        prompt="____ 다음은 ____ 이다.",
        blanks=(
            {"answer": "쿼리", "near_misses": [{"answers": ["키"], "feedback": "다른 것입니다."}]},
            {"answer": "밸류"},
        ),
        **REST,
    )
    verdict = grade(question, ["키", "출력"])
    assert verdict.near_miss
    assert "밸류" not in " ".join(step.note + step.after for step in verdict.trace)


def test_prompt_and_blanks_must_agree() -> None:
    with pytest.raises(ValidationError, match="빈칸"):
        blank.Question(id="demo-blank-08", kind="blank", prompt="빈칸이 없다.", blanks=({"answer": "가"},), **REST)


_FIELD = blank.Question(
    id="demo-blank-10",
    kind="blank",
    prompt="그 논문은 ____ 분야에서 시험했다. 오늘날에는 비전과 음성에도 쓴다.",
    blanks=(
        {
            "answer": "언어",
            "accept": ["NLP", "정규"],
            "near_misses": [{"answers": ["비전", "음성"], "feedback": "그때는 아니었습니다."}],
        },
    ),
    **REST,
)


@pytest.mark.parametrize("filling", ["NLP와 비전", "비전 또는 언어", "NLP, 음성", "음성 언어", "로그정규", "거의 비전"])
def test_a_near_miss_beside_the_key_or_in_its_name_earns_nothing(filling: str) -> None:
    assert grade(_FIELD, filling).outcome == "incorrect"


@pytest.mark.parametrize("filling", ["언어와 NLP", "비전이 아니라 언어", "비전 말고 NLP", "언어 분야"])
def test_a_near_miss_that_is_set_aside_costs_nothing(filling: str) -> None:
    assert grade(_FIELD, filling).outcome == "correct"

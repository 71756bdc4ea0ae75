from random import Random

import pytest
from pydantic import ValidationError

from app.bank.kinds import number
from app.bank.question import Dealt, FormatError, Verdict
from app.bank.terms import Terms

FIELDS = {
    "id": "demo-number-01",
    "kind": "number",
    "concept": "c",
    "difficulty": 1,
    "sources": [{"ref": "a", "locus": "b"}],
}
FIELDS |= {"prompt": r"$d = {d}$, r = {r}, $\frac{a}{b}$", "explanation": "{d} 곱하기 {r}의 두 배는 {answer}개"}
DEALT: Dealt = {"d": 768, "r": 8}


def question(**more: object) -> number.Question:
    base = {"vary": {"d": [768, 1024], "r": [4, 8]}, "formula": "2 * d * r", "unit": "개"}
    miss = {"formula": "d * r", "feedback": "{d}와 {r}의 곱은 행렬 하나입니다."}
    return number.Question.model_validate(FIELDS | base | {"near_misses": [miss]} | more)


def graded(raw: str, **more: object) -> Verdict:
    asked = question(**more)
    return number.grade(asked, DEALT, number.parse(asked, raw), Terms())


def test_each_learner_is_dealt_one_value_of_each() -> None:
    deals = [number.deal(question(), Random(seed)) for seed in range(40)]
    assert {(deal["d"], deal["r"]) for deal in deals} == {(768, 4), (768, 8), (1024, 4), (1024, 8)}


def test_a_formula_works_with_every_value_that_may_be_dealt() -> None:
    """The very last of 225 ways to deal them would have been a learner's error."""
    many = list(range(1, 16))
    with pytest.raises(ValidationError, match="0으로"):
        question(vary={"d": many, "r": many}, formula="1 / (d + r - 30)", near_misses=[])
    with pytest.raises(ValidationError, match="10,000가지"):
        question(vary={"d": list(range(101)), "r": list(range(100))})


def test_dealt_values_stand_in_prompt_hint_and_explanation() -> None:
    assert number.prompt(question(), DEALT) == r"$d = {768}$, r = 8, $\frac{a}{b}$"
    assert graded("6144").feedback == "768와 8의 곱은 행렬 하나입니다."
    assert number.key(question(), DEALT).explanation == "768 곱하기 8의 두 배는 12,288개"


@pytest.mark.parametrize(
    "raw", ["12288", "12,288개", "12.288K", "1만 2288", "1.2288e4", "약 12,288개입니다", "2^12 * 3 = 12288"]
)
def test_the_key_is_accepted_however_it_is_written(raw: str) -> None:
    assert graded(raw).outcome == "correct"


def test_a_value_in_a_larger_unit_may_be_rounded_to_three_digits_and_the_trace_says_so() -> None:
    verdict = graded("1.23만")
    assert verdict.outcome == "correct"
    assert "반올림" in verdict.trace[-1].note
    assert graded("12.3K").outcome == "correct"
    assert graded("1.24만").outcome == "incorrect"
    assert graded("12,300").outcome == "incorrect"


def test_too_coarse_a_value_is_asked_for_again() -> None:
    verdict = graded("1.2만")
    assert (verdict.outcome, verdict.near_miss) == ("incorrect", True)
    assert "유효 숫자 3자리" in verdict.feedback
    assert graded("1.2만", tolerance=0.03).outcome == "correct"


def test_tolerance_is_relative() -> None:
    assert graded("12400", tolerance=0.01).outcome == "correct"
    assert graded("12500", tolerance=0.01).outcome == "incorrect"


def test_a_decimal_key_may_be_rounded() -> None:
    more = {"formula": "100 * r / d", "unit": "%", "near_misses": []}
    assert graded("1.04%", **more).outcome == "correct"
    assert graded("8/768", **more).outcome == "correct"
    assert graded("1.0%", **more).near_miss
    assert graded("0.0104", **more).outcome == "incorrect"


def test_a_near_miss_is_a_formula_too() -> None:
    verdict = graded("6,144개")
    assert (verdict.outcome, verdict.near_miss) == ("incorrect", True)


def test_an_old_deal_without_a_new_name_still_grades() -> None:
    asked = question()
    assert number.grade(asked, {"r": 8}, number.parse(asked, "12288"), Terms()).outcome == "correct"


@pytest.mark.parametrize("raw", ["최대 12288", "최대 12,288개입니다", "많아야 12288개", "12288개까지"])
def test_the_largest_may_be_called_so_where_the_largest_was_asked_for(raw: str) -> None:
    assert graded(raw, prompt="{d}와 {r}에서 가장 큰 개수는 얼마입니까?").outcome == "correct"


@pytest.mark.parametrize("raw", ["최대 12288", "12288 이하", "적어도 12288"])
def test_a_bound_is_no_answer_to_how_many(raw: str) -> None:
    with pytest.raises(FormatError, match="하나로 정해지지 않습니다"):
        graded(raw)


def test_what_is_no_number_is_a_format_error() -> None:
    with pytest.raises(FormatError):
        number.parse(question(), "많습니다")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"formula": "2 * d * m"}, "‘m’의 값이 없습니다"),
        ({"formula": "d / (r - 8)"}, "0으로 나눕니다"),
        ({"near_misses": [{"formula": "q", "feedback": "f"}]}, "‘q’의 값이 없습니다"),
        ({"vary": {"answer": [1]}}, "이미 뜻이 있는 이름"),
        ({"unit": "만 개"}, "단위가 ‘만’"),
    ],
)
def test_a_question_that_cannot_be_worked_out_is_refused_at_loading(more: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        question(**more)

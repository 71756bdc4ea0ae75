from itertools import permutations
from random import Random

import pytest
from pydantic import ValidationError

from app.bank.kinds import order
from app.bank.question import FormatError, Raw, Verdict
from app.bank.terms import Terms

FIELDS = {"id": "demo-order-01", "kind": "order", "concept": "c", "difficulty": 1, "prompt": "p", "explanation": "e"}
FIELDS |= {"sources": [{"ref": "a", "locus": "b"}]}
STEPS = [{"key": key, "text": f"단계 {key}", "why": f"까닭 {key}"} for key in "tcpa"]


def steps(**more: object) -> order.Question:
    return order.Question.model_validate(FIELDS | {"steps": STEPS} | more)


def graded(question: order.Question, raw: Raw) -> Verdict:
    return order.grade(question, {}, order.parse(question, raw), Terms())


def test_what_is_dealt_earns_nothing_as_it_stands() -> None:
    deals = {tuple(order.deal(steps(), Random(seed))["order"]) for seed in range(400)}  # type: ignore[arg-type]
    assert {graded(steps(), list(dealt)).outcome for dealt in deals} == {"incorrect"}
    assert len(deals) > 10


def test_without_a_deal_the_steps_do_not_stand_in_their_order() -> None:
    assert [option.key for option in order.options(steps(), {})] == ["a", "c", "p", "t"]
    assert [row.option for row in order.rows(steps(), {})] == ["t", "c", "p", "a"]


@pytest.mark.parametrize(
    ("raw", "outcome", "score"),
    [
        (["t", "c", "p", "a"], "correct", 1.0),
        ("단계 t | 단계 c | 단계 p | 단계 a", "correct", 1.0),
        (["t", "c", "a", "p"], "partial", 2 / 3),  # five of six pairs
        (["c", "t", "a", "p"], "partial", 1 / 3),  # four of six
        (["p", "t", "a", "c"], "incorrect", 0.0),  # three of six: as good as chance
        (["a", "p", "c", "t"], "incorrect", 0.0),
    ],
)
def test_pairs_of_steps_the_right_way_round_count(raw: Raw, outcome: str, score: float) -> None:
    verdict = graded(steps(), raw)
    assert (verdict.outcome, verdict.score) == (outcome, pytest.approx(score, abs=1e-4))


def test_chance_earns_little_and_moving_one_step_to_the_other_end_costs_much() -> None:
    scores = [graded(steps(), list(each)).score for each in permutations("tcpa")]
    assert sum(scores) / len(scores) < 0.25
    assert graded(steps(), ["c", "p", "a", "t"]).outcome == "incorrect"
    assert graded(steps(), ["t", "c", "a", "p"]).feedback == "두 단계씩 견준 6쌍 가운데 5쌍의 앞뒤가 맞습니다."


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("", "몇째인지"),
        (["", "", "", ""], "몇째인지"),
        (["t", "", "p", "a"], "‘단계 c’의 자리"),
        (["t", "t", "p", "a"], "‘단계 t’이"),
        (["t", "c", "p"], "빠진 단계"),
        (["t", "c", "p", "a", "t"], "자리도 4개"),
        (["t", "c", "p", "z"], "없는 답입니다: ‘z’"),
        (["0:t", "0:c", "2:p", "3:a"], "1번째 자리에 단계가 둘"),
        (["0:t", "9:c", "2:p", "3:a"], "자리도 4개"),
    ],
)
def test_what_is_no_order_of_all_steps_is_a_format_error(raw: Raw, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        order.parse(steps(), raw)


def test_boxes_name_the_place_of_their_step_and_keep_what_does_not_fit() -> None:
    assert order.typed(steps(), ["3:a", "1:c", "0:t", "2:p"]) == ["t", "c", "p", "a"]
    assert order.typed(steps(), [":a", "1:c", "0:t", ":p"]) == ["t", "c", "", ""]
    assert order.typed(steps(), ["0:a", "0:c", "1:t", ":p"]) == ["0:a", "0:c", "1:t", ":p"]


def test_a_near_miss_is_one_exact_order() -> None:
    asked = steps(near_misses=[{"answers": ["t", "p", "c", "a"], "feedback": "귀띔"}])
    assert (graded(asked, ["t", "p", "c", "a"]).near_miss, graded(asked, ["t", "p", "c", "a"]).feedback) == (
        True,
        "귀띔",
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"steps": STEPS[:2]}, "at least 3"),
        ({"steps": [*STEPS, STEPS[0]]}, "두 번 쓰였습니다"),
        ({"near_misses": [{"answers": ["t"], "feedback": "f"}]}, "4개를"),
        ({"check": "lora.merged"}, "check를 쓸 수 없습니다"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        steps(**wrong)


def test_the_key_is_the_order_in_words() -> None:
    assert order.key(steps(), {}).key == "단계 t → 단계 c → 단계 p → 단계 a"

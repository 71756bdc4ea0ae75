from random import Random

import pytest

from app.bank.kinds import choice
from app.bank.question import FormatError, Verdict
from app.bank.terms import Terms

FIELDS = {"id": "demo-choice-01", "kind": "choice", "concept": "c", "difficulty": 1, "prompt": "p", "explanation": "e"}
FIELDS |= {"sources": [{"ref": "a", "locus": "b"}]}
OPTIONS = [
    {"key": "a", "text": "가", "correct": True, "why": "가라서"},
    {"key": "b", "text": "나", "correct": True},
    {"key": "c", "text": "다", "why": "다는 아니라서"},
    {"key": "d", "text": "라", "why": "라는 아니라서"},
]


def one(**more: object) -> choice.Question:
    return choice.Question.model_validate(FIELDS | {"options": OPTIONS[:1] + OPTIONS[2:]} | more)


def several() -> choice.Question:
    return choice.Question.model_validate(FIELDS | {"options": OPTIONS, "multiple": True})


def graded(question: choice.Question, raw: str | list[str]) -> Verdict:
    return choice.grade(question, {}, choice.parse(question, raw), Terms())


def test_options_are_shuffled_by_key_and_shown_as_dealt() -> None:
    orders = [choice.deal(one(), Random(seed))["order"] for seed in range(30)]
    assert len(set(map(str, orders))) == 6
    shown = choice.options(one(), {"order": ["d", "a", "c"]})
    assert [option.key for option in shown] == ["d", "a", "c"]


def test_options_keep_their_order_when_they_must() -> None:
    assert choice.deal(one(shuffle=False), Random(3)) == {"order": ["a", "c", "d"]}


def test_an_option_that_came_after_the_deal_stands_last() -> None:
    assert [option.key for option in choice.options(one(), {"order": ["d", "gone", "a"]})] == ["d", "a", "c"]


def test_a_wrong_choice_says_why_it_is_wrong() -> None:
    assert graded(one(), "a").outcome == "correct"
    verdict = graded(one(), [" C "])
    assert (verdict.outcome, verdict.feedback) == ("incorrect", "다는 아니라서")


def test_several_right_options_must_all_be_chosen() -> None:
    assert graded(several(), ["b", "a"]).outcome == "correct"
    assert (graded(several(), ["a"]).outcome, graded(several(), ["a"]).score) == ("partial", 0.5)
    assert graded(several(), ["a", "b", "c"]).outcome == "incorrect"


def test_a_near_miss_names_options_by_key() -> None:
    verdict = graded(one(near_misses=[{"answers": ["d"], "feedback": "귀띔"}]), "d")
    assert (verdict.near_miss, verdict.feedback) == (True, "귀띔")


@pytest.mark.parametrize(
    ("raw", "message"), [("", "골라 주세요"), ([], "골라 주세요"), ("z", "없는 답입니다: ‘z’"), (["a", "c"], "하나만")]
)
def test_what_is_no_option_is_a_format_error(raw: str | list[str], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        choice.parse(one(), raw)


def test_the_key_is_the_text_of_the_right_options() -> None:
    assert choice.key(several(), {}).accepted == ("가", "나")

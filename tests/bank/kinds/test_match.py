from random import Random

import pytest
from pydantic import ValidationError

from app.bank.kinds import match
from app.bank.question import FormatError, Raw, Verdict
from app.bank.terms import Terms

FIELDS = {"id": "demo-match-01", "kind": "match", "concept": "c", "difficulty": 1, "prompt": "p", "explanation": "e"}
FIELDS |= {"sources": [{"ref": "a", "locus": "b"}]}
LEFT = [
    {"text": "첫째 `왼쪽`", "to": "q", "why": "하나"},
    {"text": "둘째 왼쪽", "to": "d", "why": "둘"},
    {"text": "셋째 왼쪽", "to": "h", "why": "셋"},
]
RIGHT = [
    {"key": "d", "text": "디귿"},
    {"key": "h", "text": "히읗"},
    {"key": "q", "text": "기역"},
    {"key": "v", "text": "남는 것", "why": "짝이 없습니다."},
]


def pairs(**more: object) -> match.Question:
    return match.Question.model_validate(FIELDS | {"left": LEFT, "right": RIGHT} | more)


def graded(question: match.Question, raw: Raw) -> Verdict:
    return match.grade(question, {}, match.parse(question, raw), Terms())


def test_both_sides_are_shuffled_and_shown_as_dealt() -> None:
    deals = [match.deal(pairs(), Random(seed)) for seed in range(200)]
    assert len({str(dealt["order"]) for dealt in deals}) == 24
    assert len({str(dealt["left"]) for dealt in deals}) == 6
    dealt = {"order": ["v", "q", "h", "d"], "left": ["2", "0", "1"]}
    assert [option.key for option in match.options(pairs(), dealt)] == ["v", "q", "h", "d"]
    assert [(row.place, row.option) for row in match.rows(pairs(), dealt)] == [("2", "h"), ("0", "q"), ("1", "d")]


def test_the_left_side_stays_as_written_when_it_must() -> None:
    assert match.deal(pairs(shuffle=False), Random(1))["left"] == ["0", "1", "2"]


def test_what_came_after_the_deal_stands_last_and_what_is_gone_is_left_out() -> None:
    dealt = {"order": ["q", "gone", "d"], "left": ["9", "1"]}
    assert [option.key for option in match.options(pairs(), dealt)] == ["q", "d", "h", "v"]
    assert [row.place for row in match.rows(pairs(), dealt)] == ["1", "0", "2"]


@pytest.mark.parametrize(
    ("raw", "outcome", "score"),
    [
        (["q", "d", "h"], "correct", 1.0),
        (["기역", "디귿", "히읗"], "correct", 1.0),
        ("q | d | h", "correct", 1.0),
        (["Q", " d ", "h"], "correct", 1.0),
        (["q", "d", "v"], "partial", 2 / 3),
        (["q", "h", "d"], "partial", 1 / 3),
        (["d", "h", "q"], "incorrect", 0.0),
    ],
)
def test_every_right_pair_counts(raw: Raw, outcome: str, score: float) -> None:
    verdict = graded(pairs(), raw)
    assert (verdict.outcome, verdict.score) == (outcome, pytest.approx(score))


def test_the_feedback_counts_pairs_and_does_not_name_them() -> None:
    assert graded(pairs(), ["q", "d", "v"]).feedback == "짝 3개 가운데 2개가 맞습니다."
    assert graded(pairs(), ["d", "h", "q"]).feedback == "맞는 짝이 없습니다."


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("", "3개에 짝을 하나씩"),
        (["", "", ""], "3개에 짝을 하나씩"),
        (["q", "", "h"], "‘둘째 왼쪽’의 짝도"),
        (["", "d", ""], "‘첫째 왼쪽’, ‘셋째 왼쪽’의 짝도"),
        (["q", "d"], "고른 것은 2개"),
        (["q", "d", "z"], "없는 답입니다: ‘z’"),
        (["q", "d", "d"], "‘디귿’을"),
    ],
)
def test_what_is_not_a_whole_arrangement_is_a_format_error(raw: Raw, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        match.parse(pairs(), raw)


def test_boxes_name_their_row_so_that_their_order_does_not_matter() -> None:
    assert match.typed(pairs(), ["2:h", "0:q", "1:"]) == ["q", "", "h"]
    assert match.typed(pairs(), ["q | d | h"]) == ["q", "d", "h"]
    assert match.typed(pairs(), ["0:q", "0:d"]) == ["0:q", "0:d"]
    assert match.parse(pairs(), ["2:h", "0:q", "1:d"]).keys == ("q", "d", "h")


def test_one_option_may_serve_several_where_the_author_says_so() -> None:
    twice = [*LEFT[:2], LEFT[2] | {"to": "d"}]
    with pytest.raises(ValidationError, match="두 번 쓰였습니다"):
        pairs(left=twice)
    assert graded(pairs(left=twice, reuse=True), ["q", "d", "d"]).outcome == "correct"


def test_a_near_miss_is_one_exact_arrangement() -> None:
    asked = pairs(near_misses=[{"answers": ["q", "v", "h"], "feedback": "귀띔"}])
    verdict = graded(asked, ["q", "v", "h"])
    assert (verdict.near_miss, verdict.feedback, verdict.outcome) == (True, "귀띔", "partial")
    assert not graded(asked, ["q", "h", "v"]).near_miss


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"left": [*LEFT[:2], LEFT[2] | {"to": "z"}]}, "오른쪽에 없는"),
        ({"left": LEFT[:2]}, "at least 3"),
        ({"right": [*RIGHT[:3], RIGHT[0]]}, "‘d’이"),
        ({"near_misses": [{"answers": ["q"], "feedback": "f"}]}, "3개를"),
        ({"check": "lora.merged"}, "check를 쓸 수 없습니다"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        pairs(**wrong)


def test_the_key_names_every_pair() -> None:
    assert match.key(pairs(), {}).key == "첫째 `왼쪽` → 기역; 둘째 왼쪽 → 디귿; 셋째 왼쪽 → 히읗"
    assert [option.correct for option in match.options(pairs(), {"order": ["d", "h", "q", "v"]})] == [True] * 3 + [
        False
    ]

"""When a computation establishes a key, and when it does not: an outcome is graded as a learner's answer would be."""

import yaml

from app.bank import kinds, proving
from app.bank.documents import Loader
from app.bank.proving import Observed, UnprovedError
from app.bank.question import Question
from app.bank.terms import Terms
from tests.bank.sample import BLANK, CHOICE, ESSAY, NUMBER, OX, SHORT

SEVERAL = CHOICE.replace("text: BitFit", "text: DoRA, correct: true").replace(
    "  options:", "  multiple: true\n  options:"
)
NAMES = "{run: a.b, answers: {low_rank: 로라, in_series: 어댑터}}"


def item(text: str, check: str = "a.b") -> Question:
    (body,) = yaml.load(text + f"  check: {check}\n", Loader)  # noqa: S506 -- a safe one
    return kinds.KINDS[body["kind"]].Question.model_validate(body)


def reason(question: Question, *found: Observed) -> str | None:
    """Why the outcome does not establish the key, or None. One outcome for all deals, or one a deal in their order."""
    assert question.check is not None
    outcomes = iter(found)
    try:
        proving.prove(question, question.check, lambda **_: next(outcomes), Terms(()))
    except UnprovedError as error:
        return str(error)
    return None


def test_true_is_o_and_false_is_x() -> None:
    assert reason(item(OX), True) is None
    assert reason(item(OX), False) == "계산의 결과는 ‘false’이고, 그대로 답하면 정답이 되지 않습니다."


def test_the_names_of_outcomes_stand_for_answers() -> None:
    check = "{run: a.b, answers: {frozen: O, moved: X}}"
    assert reason(item(OX, check), "frozen") is None
    assert "정답이 되지 않습니다" in str(reason(item(OX, check), "moved"))
    assert reason(item(SHORT, NAMES), "low_rank") is None
    assert reason(item(BLANK, NAMES), "low_rank") is None
    assert "정답이 되지 않습니다" in str(reason(item(BLANK, NAMES), "in_series"))


def test_a_number_is_compared_for_every_deal() -> None:
    right = [2 * d * r for d in (768, 1024) for r in (4, 8)]
    assert reason(item(NUMBER), *right) is None
    assert reason(item(NUMBER), *right[:3], 1) == "계산은 1인데 정답은 16,384개입니다 (d=1024, r=8)."
    assert "수가 아니라" in str(reason(item(NUMBER), True))


def test_of_many_deals_twelve_are_taken_from_first_to_last_third() -> None:
    many = item(NUMBER.replace("[4, 8]", str(list(range(1, 31)))))
    taken = proving.deals(many)
    assert len(taken) == proving.DEALS
    assert {values["d"] for values in taken} == {768, 1024}


def test_a_check_that_cannot_decide_establishes_nothing() -> None:
    same = "{run: a.b, answers: {frozen: O, moved: O}}"
    assert "정답이 갈리지 않습니다" in str(reason(item(OX, same), "frozen"))
    assert "정답이 갈리지 않습니다" in str(reason(item(OX, "{run: a.b, answers: {frozen: O}}"), "frozen"))
    assert "정답이 갈리지 않습니다" in str(reason(item(SHORT), "로라"))


def test_an_outcome_without_an_answer_is_named() -> None:
    assert "‘gone’에 맞는 답이 answers에 없습니다(있는 것: low_rank, in_series)" in str(
        reason(item(SHORT, NAMES), "gone")
    )


def test_several_outcomes_are_several_options() -> None:
    check = "{run: a.b, answers: {lora: a, dora: b}}"
    assert reason(item(SEVERAL, check), ["lora", "dora"]) is None
    assert "정답이 되지 않습니다" in str(reason(item(SEVERAL, check), ["lora"]))


def test_an_answer_that_nobody_could_give_is_told() -> None:
    check = "{run: a.b, answers: {lora: a, dora: z}}"
    assert "이 문항에 쓸 수 있는 답이 아닙니다: 보기에 없는 답입니다" in str(reason(item(CHOICE, check), "lora"))


def test_an_essay_is_never_decided_by_a_computation() -> None:
    assert "서술형" in str(reason(item(ESSAY), True))


def test_a_number_item_takes_no_answers() -> None:
    assert "answers를 쓰지 않습니다" in str(reason(item(NUMBER, "{run: a.b, answers: {many: '1', few: '2'}}"), 1))

from app.bank.kinds import ox
from app.bank.terms import Terms

FIELDS = {"id": "demo-ox-01", "kind": "ox", "concept": "c", "difficulty": 1, "prompt": "p", "explanation": "e"}
FIELDS |= {"sources": [{"ref": "a", "locus": "b"}]}


def question(**more: object) -> ox.Question:
    return ox.Question.model_validate(FIELDS | {"answer": "O"} | more)


def test_the_right_letter_is_correct_and_the_trace_says_how_it_was_read() -> None:
    asked = question()
    verdict = ox.grade(asked, {}, ox.parse(asked, "맞습니다"), Terms())
    assert (verdict.outcome, verdict.score) == ("correct", 1.0)
    assert (verdict.trace[0].before, verdict.trace[0].after) == ("맞습니다", "O")


def test_the_wrong_letter_shows_the_hint_for_that_belief() -> None:
    asked = question(near_misses=[{"answers": ["X"], "feedback": "다시 생각해 보세요."}])
    verdict = ox.grade(asked, {}, ox.parse(asked, "ㅌ"), Terms())
    assert (verdict.outcome, verdict.near_miss, verdict.feedback) == ("incorrect", True, "다시 생각해 보세요.")


def test_without_a_hint_the_wrong_letter_is_plainly_wrong() -> None:
    asked = question(answer="X")
    verdict = ox.grade(asked, {}, ox.parse(asked, "O"), Terms())
    assert (verdict.outcome, verdict.near_miss) == ("incorrect", False)
    assert ox.key(asked, {}).key == "X"

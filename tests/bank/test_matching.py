from __future__ import annotations

import pytest

from app.bank import matching
from app.bank.typed import Typed
from tests.bank.cast import TERMS


def found(answer: str, *accepted: str) -> str | None:
    match = matching.exact(Typed(answer, TERMS), matching.compile_forms(accepted, TERMS))
    return match.how if match else None


@pytest.mark.parametrize(
    ("answer", "how"),
    [
        ("미세 조정", "exact"),
        ("미세조정입니다", "exact"),
        ("미세-조정을", "exact"),
        ("정답은 미세 조정이라고 생각합니다.", "exact"),
        ("미세 조정인 것 같아요", "exact"),
        ("Fine-Tuning", "synonym"),
        ("파인튜닝이요", "synonym"),
        ("미세 조정(fine-tuning)", "gloss"),
        ("미세 조정, 파인튜닝", "list"),
        ("미세 조정 setting", "synonym"),
        ("사전 학습", None),
        ("미세 조정(사전 학습)", None),
        ("미세 조정이 아니다", None),
    ],
)
def test_an_accepted_form_is_known_however_it_is_written(answer: str, how: str | None) -> None:
    assert found(answer, "미세 조정", "fine-tuning setting") == how


def test_an_accepted_list_may_stand_in_any_order() -> None:
    assert found("밸류와 쿼리", "쿼리, 밸류") == "list"
    assert found("쿼리와 키", "쿼리, 밸류") is None


def test_brackets_in_a_key_are_optional() -> None:
    assert found("프롬프트 임베딩", "(연속) 프롬프트 임베딩") == "exact"
    assert found("NLP", "자연어 처리(NLP)") == "exact"
    assert found("프리텍스트", "pretext task(프리텍스트)") == "exact"


@pytest.mark.parametrize("key", ["BooksCorpus(8억 단어)", "말뭉치(8억 단어)", "층(m×d)", "Wikipedia(8억 단어)"])
def test_a_remark_in_the_brackets_of_a_key_is_no_answer_by_itself(key: str) -> None:
    assert found(key[key.index("(") + 1 : -1], key) is None


def test_what_a_formula_of_a_key_equals_is_no_sum_of_a_list() -> None:
    assert found("dB = gx, dA = Bg", "dB = gx = 0, dA = Bg = 0") is None
    assert found("위치, 토큰 = 입력", "토큰, 위치") == "list"


def test_an_ending_is_never_cut_from_the_word_itself() -> None:
    assert [found(word, word) for word in ("전이", "정의", "강의", "회귀", "차이")] == ["exact"] * 5
    assert found("전이 학습", "전 학습") is None
    assert found("어댑터 융합", "어댑터") is None


@pytest.mark.parametrize(
    ("answer", "key", "how"),
    [
        ("전이", "전", None),
        ("주의", "주", None),
        ("강의", "강", None),
        ("강의입니다", "강", None),
        ("전임", "전", None),
        ("전한다", "전", None),
        ("가을", "가", None),
        ("전", "전", "exact"),
        ("전입니다", "전", "exact"),
        ("층이에요", "층", "exact"),
        ("층을", "층", "exact"),
        ("층에서", "층", "exact"),
        ("r은", "r", "exact"),
    ],
)
def test_a_key_of_one_syllable_sheds_no_rest_of_a_word(answer: str, key: str, how: str | None) -> None:
    assert found(answer, key) == how

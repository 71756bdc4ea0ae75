from __future__ import annotations

import pytest

from app.bank import formulas

KEY = formulas.accepted(["BAx", "α/r BAx", "f(x)=x"], "그 층은 $h = W_0 x$ + ")


@pytest.mark.parametrize(
    "typed", ["B·A·x", "(α/r)BAx", "alpha/r BAx", "h = W0x + BAx", "+ BAx", "f(x) = x 함수", "BAx"]
)
def test_a_formula_of_the_key_may_be_written_in_many_ways(typed: str) -> None:
    assert not formulas.strange(typed, KEY)


@pytest.mark.parametrize("typed", ["-BAx", "(B+A)x", "BA/x", "BAx^2", "r/α BAx", "f(x)=-x", "f(x)=2x 함수"])
def test_another_sign_makes_another_formula(typed: str) -> None:
    assert formulas.strange(typed, KEY)


def test_signs_carry_no_meaning_where_the_key_has_no_formula() -> None:
    assert not formulas.strange("NLP/CV", formulas.accepted(["NLP", "low-rank"], ""))

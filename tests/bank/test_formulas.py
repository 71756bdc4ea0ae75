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


@pytest.mark.parametrize("typed", ["ΔW=B+A", "B + A", "변화량을 b+a로 나타낸다"])
def test_a_product_written_as_a_sum_is_another_formula(typed: str) -> None:
    assert formulas.added(typed, formulas.products(["ΔW = BA", "r(d+k)개로 준다"])) == "b+a"


@pytest.mark.parametrize("typed", ["B - A", "BA가 아니라 B-A의 크기", "B − A"])
def test_a_product_written_as_a_difference_is_another_formula(typed: str) -> None:
    assert formulas.added(typed, formulas.products(["ΔW = BA"]))


@pytest.mark.parametrize("typed", ["ΔW = B·A", "W0 + BA", "r(d+k)", "NLP + CV", "LoRA+"])
def test_other_sums_are_no_product_of_the_key(typed: str) -> None:
    assert not formulas.added(typed, formulas.products(["ΔW = BA", "dk개가 r(d+k)개로 준다"]))

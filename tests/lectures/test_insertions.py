"""Numbers in a lecture are computed, never typed; how they are written is chosen beside the formula."""

from __future__ import annotations

import pytest

from app.bank.arithmetic import FormulaError
from app.lectures.directives import Source
from app.lectures.insertions import Insertions, worked_out
from tests.lectures.bench import bank


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (" 2*m*d + d + m ; d=768, m=64", "99,136"),
        (" 1/3 ; .2f", "0.33"),
        (" a/b ; a=1, b=8 ; %", "12.50%"),
        (" a/b ; a=1, b=8 ; .1%", "12.5%"),
        (" p ; p=109482240 ; M", "109.48M"),
        (" p ; p=109482240 ; 만", "1억 948만 2,240"),
        (" x ; x=-1.5e3", "-1,500"),
    ],
)
def test_a_formula_is_written_as_asked(inside: str, shown: str) -> None:
    assert worked_out(inside) == shown


@pytest.mark.parametrize("inside", ["2 +", "d", "d ; d", "d ; d=x", "1 ; 3g", "1 ; d=1 ; .1f ; x", "__import__('os')"])
def test_a_formula_that_cannot_be_worked_out_says_why(inside: str) -> None:
    with pytest.raises(FormulaError, match=r"\S"):
        worked_out(inside)


def test_a_number_inside_tex_is_written_for_tex() -> None:
    insertions = Insertions(Source("lecture.md"), bank())
    assert insertions.fill("$P = [[= 1000*3]]$와 [[= 1000*3]]", 1) == "$P = 3{,}000$와 3,000"
    assert insertions.fill("$[[= 1/8 ; %]]$", 1) == r"$12.50\%$"


def test_places_of_mistakes_are_those_of_the_file() -> None:
    source = Source("lecture.md")
    Insertions(source, bank()).fill("첫 줄 [[= 1 + 1]]\n둘째 줄 [[= x]] [@nobody §1]", 7)
    assert [(problem.line, problem.column, problem.code) for problem in source.problems] == [
        (8, 6, "formula"),
        (8, 14, "unknown-reference"),
    ]

"""Large amounts as people type them and as they are written."""

from __future__ import annotations

import pytest

from app.figures.shapes.amounts import amount, power, said, short


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("5.76e23", 5.76e23),
        ("5.76E+23", 5.76e23),
        (" 10^21 ", 1e21),
        ("10**21", 1e21),
        ("5.76 × 10^23", 5.76e23),
        ("3x10^20", 3e20),
        ("1,000", 1000),
        ("0.5", 0.5),
        ("2e-3", 0.002),
    ],
)
def test_an_amount_is_read_as_it_is_typed(typed: str, value: float) -> None:
    assert amount(typed) == pytest.approx(value)


@pytest.mark.parametrize("typed", ["", "e23", "-1e20", "5.76e", "1e20 FLOPs", "nan", "inf", "1e9999", "10^", "1" * 41])
def test_anything_else_is_no_amount(typed: str) -> None:
    assert amount(typed) is None


@pytest.mark.parametrize(
    ("value", "written", "korean", "letters"),
    [
        (5.76e23, "5.76 × 10²³", "5,760해", "576,000,000,000T"),
        (67.4e9, "6.74 × 10¹⁰", "674억", "67.4B"),
        (1.4e12, "1.4 × 10¹²", "1조 4,000억", "1.4T"),
        (999_999_999_999, "1 × 10¹²", "1조", "1T"),
        (46_831_322, "4.68 × 10⁷", "4,680만", "46.8M"),
        (1e16, "1 × 10¹⁶", "1경", "10,000T"),
        (0.002, "2 × 10⁻³", "0", "0"),
    ],
)
def test_an_amount_is_written_with_three_digits(value: float, written: str, korean: str, letters: str) -> None:
    assert (power(value), said(value), short(value)) == (written, korean, letters)

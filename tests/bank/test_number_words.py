from __future__ import annotations

import pytest

from app.bank.number_words import spelt_as_digits


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("육천백사십사", "6144"),
        ("사백구십이", "492"),
        ("사백구십이에요", "490이에요"),
        ("구십육 배", "96 배"),
        ("스물아홉", "29"),
        ("열일곱입니다", "17입니다"),
        ("만 이천이백팔십팔 개", "12288 개"),
        ("이십구만 사천구백십이개", "294912개"),
        ("일억 이천만", "120000000"),
        ("삼점오", "3.5"),
        ("약 육십사", "약 64"),
        ("최대 스물아홉", "최대 29"),
        ("열 배", "10 배"),
    ],
)
def test_a_number_in_words_becomes_digits(typed: str, digits: str) -> None:
    assert spelt_as_digits(typed) == digits


@pytest.mark.parametrize(
    "typed", ["모르겠다", "일부", "사실", "이것", "만큼", "오답", "세모", "6천", "하지만", "구조", ""]
)
def test_a_word_that_begins_like_a_number_stays(typed: str) -> None:
    assert spelt_as_digits(typed) == typed

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bank.normalising import fold, squeeze, units

KOREAN = st.text(st.sampled_from("어댑터의파라미터를학습한다 LoRA-2.,()'“”ㅋㅇㅓㄷ가힣０ＡÀß²①％~"), max_size=40)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize(
    "text", ["어댑터(Adapter)입니다ㅋㅋ", "사전 학습된 가중치", "ＬｏＲＡ 1,000개", "각 층의 값", "닭ㄱ"]
)
def test_every_unicode_form_reads_the_same(text: str, form: str) -> None:
    assert squeeze(unicodedata.normalize(form, text)) == squeeze(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ㅇㅓㄷㅐㅂㅌㅓ", "어댑터"),
        ("  어댑터 - 모듈 ", "어댑터모듈"),
        ("ＰＲＯＭＰＴ", "prompt"),
        ("“최적의”", "최적의"),
        ("n.l.p", "nlp"),
        ("the adapters", "adapter"),
        ("1,000", "1000"),
        ("어\u200b댑터", "어댑터"),
        ("어댑터ㅎㅎ", "어댑터"),
        ("0.1 %", "0.1%"),
        ("①토큰 ②위치", "토큰위치"),
        ("메모리↓", "메모리감소"),
        ("dA ≠ 0", "da다름0"),
    ],
)
def test_ways_of_typing_are_one(typed: str, read: str) -> None:
    assert squeeze(typed) == read


@pytest.mark.parametrize(("one", "other"), [("0.1", "0.01"), ("1.5", "15"), ("0.1~3%", "0.13%"), ("LoRA+", "LoRA")])
def test_signs_that_carry_meaning_stay(one: str, other: str) -> None:
    assert squeeze(one) != squeeze(other)


@given(st.one_of(st.text(max_size=40), KOREAN))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(st.one_of(st.text(max_size=40), KOREAN))
def test_every_folded_character_has_a_place_in_the_raw_text(text: str) -> None:
    folded = fold(text)
    for i in range(len(folded.text)):
        start, end = folded.raw_span(i, i + 1)
        assert 0 <= start < end <= len(text)


@given(KOREAN)
def test_decomposed_text_reads_as_composed(text: str) -> None:
    assert squeeze(unicodedata.normalize("NFD", text)) == squeeze(text)


def test_units_know_what_stands_before_them() -> None:
    found = units(fold("사전 학습, 어댑터").text)
    assert [(unit.text, unit.gap) for unit in found] == [("사전", ""), ("학습", " "), ("어댑터", ", ")]

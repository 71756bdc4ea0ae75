"""What the index holds of a text: pairs of syllables, Latin words, numbers, each with its place; no formulas."""

from __future__ import annotations

import unicodedata

import pytest

from app.lectures.search.pieces import pieces, words
from app.lectures.search.plain import plain


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("어댑터는", "어댑 댑터 터는 는"),
        ("층", "층"),
        ("사전 학습", "사전 전 학습 습"),
        ("LoRA는 GPT-2", "lora 는 gpt 2"),
        ("1,024개", "1024 개"),
        ("ＬｏＲＡ", "lora"),
        ("ㄱㅏ나 α", "가나 나 α"),
        ('"*:^-()', ""),
        ("", ""),
    ],
)
def test_a_text_is_held_as_these_pieces(text: str, held: str) -> None:
    assert words(text) == held


def test_decomposed_syllables_are_held_like_composed_ones() -> None:
    assert words(unicodedata.normalize("NFD", "어댑터")) == words("어댑터")


def test_each_piece_knows_where_it_was_written() -> None:
    text = "큰 LoRA는"
    assert [text[piece.start : piece.end] for piece in pieces(text)] == ["큰", "LoRA", "는"]


def test_formulas_are_held_by_no_index_and_shift_nothing() -> None:
    text = plain('<p>변화량 <span class="math">\\Delta W</span>를 <strong>배</strong>웁니다.</p>')
    assert [text[piece.start : piece.end] for piece in pieces(text)][-4:] == ["배웁", "웁니", "니다", "다"]
    assert "delta" not in words(text)


def test_a_reader_sees_no_citation_no_displayed_formula_and_no_program() -> None:
    html = (
        '<p>느려집니다. <a href="#src-hu">Hu et al. 2022, §3</a>; <a href="#src-li">Li</a></p>'
        '<div class="math" data-display="true">x^2</div><pre><code>import torch</code></pre>'
        '<ul><li>첫째</li><li><a href="/glossary#lora">로라</a> &lt;b&gt;</li></ul><sup>1</sup>'
    )
    assert plain(html) == "느려집니다. 첫째 로라 <b>"

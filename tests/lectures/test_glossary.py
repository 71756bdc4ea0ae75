"""The glossary finds a term by any of its forms and files it where a reader looks for it."""

from __future__ import annotations

import pytest

from app.bank.terms import Term, Terms
from app.lectures.glossary import groups, letter, named

ENTRIES = [
    ("lora", "로라", "LoRA"),
    ("qlora", "큐로라", "QLoRA"),
    ("gpt", "GPT-2", "GPT-2"),
    ("zero", "0 초기화", "zero"),
]
MORE = {"lora": {"variants": ("Low-Rank Adaptation",), "confused_with": ("qlora",)}}
TERMS = Terms(Term(id=id, ko=ko, en=en, definition="d", units=("m",), **MORE.get(id, {})) for id, ko, en in ENTRIES)


@pytest.mark.parametrize(
    ("name", "first"),
    [("로라", "ㄹ"), ("까닭", "ㄱ"), ("토큰", "ㅌ"), ("gpt", "G"), ("0 초기화", "#")],
)
def test_a_name_is_filed_under_its_first_letter(name: str, first: str) -> None:
    assert letter(name) == first


def test_korean_letters_come_before_latin_ones_and_the_rest_last() -> None:
    assert [group.letter for group in groups(TERMS, "")] == ["ㄹ", "ㅋ", "G", "#"]


@pytest.mark.parametrize("query", ["low rank", "LOW-RANK", "lowrank adapt", " Low-Rank  Adaptation "])
def test_any_form_finds_a_term_whatever_its_spacing(query: str) -> None:
    assert [entry.id for group in groups(TERMS, query) for entry in group.entries] == ["lora"]


def test_a_term_leads_to_those_it_is_confused_with() -> None:
    first = groups(TERMS, "low-rank")[0].entries[0]
    assert first.confused == (("qlora", "큐로라"),)


def test_a_phrase_leads_to_the_longest_term_it_names() -> None:
    assert named(("로라의 랭크", "큐로라와 로라", "덧셈"), TERMS) == {"로라의 랭크": "lora", "큐로라와 로라": "qlora"}

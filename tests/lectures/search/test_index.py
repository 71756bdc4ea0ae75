"""What is found by what is typed, and in which order; and that nothing typed is an instruction."""

from __future__ import annotations

import pytest

from tests.lectures.search.small import keys


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("탐색", {"prior"}),  # two syllables, for which SQLite's trigrams find nothing
        ("비교", {"body"}),
        ("층", {"body", "title"}),
        ("그래프", {"prior"}),
        ("그래프를", {"prior"}),
        ("그래프탐색", {"prior"}),
        ("그래프 탐색", {"prior"}),
        ("탐색 그래프", {"prior"}),
        ("그래", {"prior"}),
        ("gpt", {"gpt"}),
        ("GPT2", {"gpt"}),
        ("gpt-3", {"gpt"}),
        ("gpt-4", set()),
        ("20.7", {"gpt"}),
        ("ＧＰＴ", {"gpt"}),
        ("이전", set()),
        ("없는말", set()),
    ],
)
def test_words_of_any_length_are_found(typed: str, found: set[str]) -> None:
    assert set(keys(typed)) == found


@pytest.mark.parametrize(
    "typed", ["로라", "LoRA", "lora", "로라는", "저랭크 적응", "저랭크적응", "low-rank adaptation"]
)
def test_every_name_of_a_term_finds_the_same(typed: str) -> None:
    assert set(keys(typed)) >= {"body", "rank"}


@pytest.mark.parametrize("typed", ["사전 학습", "사전학습", "사전학습이", "pre-training"])
def test_spaces_inside_a_term_make_no_difference(typed: str) -> None:
    assert "gpt" in keys(typed)


@pytest.mark.parametrize("typed", ["어댑터", "어댑터는", "어댑터에서", "adapter", "Adapter"])
def test_the_term_itself_comes_first_then_titles_then_texts(typed: str) -> None:
    assert keys(typed) == ["adapter", "title", "body"]


@pytest.mark.parametrize("typed", ["lor", "qlo", "어댑", "어댑ㅌ", "큐로ㄹ"])
def test_a_word_still_being_typed_finds_what_it_may_become(typed: str) -> None:
    assert keys(typed)


def test_several_words_must_all_be_there() -> None:
    assert keys("로라 어댑터") == ["body"]
    assert keys("로라 없는말") == []


@pytest.mark.parametrize(
    "typed",
    [
        *(
            '어댑터"',
            '"어댑터',
            "어댑터*",
            "-어댑터",
            "+어댑터",
            "^어댑터",
            "(어댑터",
            "어댑터)",
            "{어댑터",
            "'어댑터'; --",
        ),
        *("어댑터 \x00", "어댑터\\", "%어댑터_", "<어댑터>"),
    ],
)
def test_signs_around_a_word_change_nothing(typed: str) -> None:
    assert keys(typed) == ["adapter", "title", "body"]


@pytest.mark.parametrize(
    "typed", ["AND", "OR NOT", "NEAR(a b, 3)", "title : x", '" OR "', "x'; DROP TABLE passages; --", "𝔸𝔹 ﷺ"]
)
def test_operators_are_words_like_any_other(typed: str) -> None:
    assert keys(typed) == []
    assert keys("어댑터")

from __future__ import annotations

import pytest

from tests.bank.cast import TERMS


def test_a_form_names_its_term_however_it_is_typed() -> None:
    assert [getattr(TERMS.named(form), "id", None) for form in ("로라", "lora", "저랭크 적응", "LORA", "없는 말")] == [
        "lora", "lora", "lora", "lora", None,
    ]  # fmt: skip


def test_confusion_is_mutual_even_if_one_entry_lists_it() -> None:
    assert "training" in TERMS.confused("pre-training")
    assert "pre-training" in TERMS.confused("training")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("QLoRA는 LoRA를", "<qlora>는<lora>를"),
        ("GPT-2와 GPT3", "<gpt-2>와<gpt-3>"),
        ("GPT-20", "gpt20"),
        ("자기지도 학습", "<self-supervised>"),
        ("약지도 학습", "약지도<training>"),
        ("어댑터 퓨전", "<adapter-fusion>"),
        ("prompting", "prompting"),
        ("L N", "ln"),
        ("L.N.", "<layer-norm>"),
    ],
)
def test_the_longest_term_is_found_and_only_as_a_word(text: str, marked: str) -> None:
    assert TERMS.canonical_of(text) == marked

"""Tokens counted on tokenizers, and on tokenizers that do otherwise."""

import pytest
from transformers import BertTokenizer

from models.checks import tokenised


def test_a_pair_takes_three_special_tokens() -> None:
    ids = tokenised.bert()("word word", "word")["input_ids"]
    assert tokenised.bert().convert_ids_to_tokens(ids) == ["[CLS]", "word", "word", "[SEP]", "word", "[SEP]"]
    assert tokenised.pair_of_sentences(m=2, n=1) == 6
    assert tokenised.pair_of_sentences(m=20, n=9) == 32


def test_a_tokenizer_that_ends_no_sentence_gives_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    def bare() -> BertTokenizer:
        made = ours()
        made.backend_tokenizer.post_processor = None
        return made

    ours = tokenised.bert
    monkeypatch.setattr(tokenised, "bert", bare)
    assert tokenised.pair_of_sentences(m=2, n=1) == 3


def test_a_syllable_is_as_many_tokens_as_it_has_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [tokenised.bytes_of_a_word(n=n) for n in (1, 4, 7)] == [3, 12, 21]
    monkeypatch.setattr(tokenised, "LONG_WORD", "Hangul")
    assert tokenised.bytes_of_a_word(n=4) == 4

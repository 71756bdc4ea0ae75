"""Tokens that a text becomes, with tokenizers built on the spot: BERT's pairs and byte-level BPE. Counts no rule."""

from __future__ import annotations

from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertTokenizer

from models.checks.check import check

WORD, LONG_WORD = "word", "훈민정음해례본"


def bert(words: int = 1) -> BertTokenizer:
    """BERT's tokenizer over its special tokens and so many words: word, word1, word2, ..."""
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", WORD, *(f"{WORD}{at}" for at in range(1, words))]
    return BertTokenizer(vocab={token: at for at, token in enumerate(tokens)})


@check("transformers의 BERT 토크나이저에 토큰이 이만큼인 두 문장을 함께 넣고, 나온 토큰을 셉니다.")
def pair_of_sentences(m: int, n: int) -> int:
    return len(bert()(" ".join([WORD] * m), " ".join([WORD] * n))["input_ids"])


@check("병합 규칙이 없는 byte-level BPE 토크나이저를 만들어 이 길이의 한글 낱말을 나누고, 나온 토큰을 셉니다.")
def bytes_of_a_word(n: int) -> int:
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE(vocab={letter: at for at, letter in enumerate(alphabet)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    return len(tokenizer.encode(LONG_WORD[:n]).ids)

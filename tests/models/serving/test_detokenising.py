"""Text from token ids piece by piece: whole characters only, and joined the same as decoded at once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, decoders, normalizers
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer
from transformers import PreTrainedTokenizerFast

from models.base import Base
from models.serving.detokenising import BYTES, TORN, ByteLevel, Detokeniser, is_byte_level
from tests.models.tiny import TEXT, VOCABULARY, tokenizer

TOKENIZER = tokenizer()
IDS = st.lists(st.integers(0, VOCABULARY - 1), max_size=40)


def base(own: Any) -> Base:
    return Base("tiny", SimpleNamespace(), own, "")  # type: ignore[arg-type]


BASE = base(TOKENIZER)


def pieces(detokeniser: Detokeniser, ids: list[int]) -> list[str]:
    return [*(detokeniser.feed(token) for token in ids), detokeniser.finish()]


@given(IDS)
@settings(max_examples=300, deadline=None)
def test_the_pieces_joined_are_what_decoding_all_at_once_gives(ids: list[int]) -> None:
    assert "".join(pieces(Detokeniser(BASE), ids)) == BASE.decode(ids)


@given(st.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_text_comes_back_without_a_torn_character_on_the_way(text: str) -> None:
    ids = TOKENIZER.encode(text, add_special_tokens=False)
    said = pieces(Detokeniser(BASE), ids)
    assert "".join(said) == text
    assert not any(TORN in piece for piece in said if TORN not in text)


def test_a_syllable_split_over_three_tokens_is_held_back_until_it_is_whole() -> None:
    signs = {byte: sign for sign, byte in BYTES.items()}
    ids = [TOKENIZER.convert_tokens_to_ids(signs[byte]) for byte in "뷁".encode()]
    assert pieces(Detokeniser(BASE), ids) == ["", "", "뷁", ""]


def test_a_syllable_that_never_ends_is_one_sign_at_the_end() -> None:
    signs = {byte: sign for sign, byte in BYTES.items()}
    ids = [TOKENIZER.convert_tokens_to_ids(signs[byte]) for byte in "뷁".encode()[:2]]
    assert pieces(Detokeniser(BASE), ids) == ["", "", TORN]


def test_special_tokens_say_nothing() -> None:
    assert pieces(Detokeniser(BASE), TOKENIZER.all_special_ids) == [""] * (len(TOKENIZER.all_special_ids) + 1)


def test_every_byte_has_one_sign() -> None:
    assert sorted(BYTES.values()) == list(range(256))


def test_an_added_token_reads_as_it_is_written() -> None:
    own = tokenizer()
    own.add_tokens(["한국"])
    assert ByteLevel(own).of(own.convert_tokens_to_ids("한국")) == "한국".encode()


@pytest.fixture(scope="module")
def metaspace() -> PreTrainedTokenizerFast:
    """A tokenizer of Llama's first kind: spaces as signs, bytes as tokens of their own, the first space dropped."""
    special = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
    inner = Tokenizer(BPE(byte_fallback=True, **{"unk_token": special[0]}))
    inner.normalizer = normalizers.Replace(" ", "▁")
    inner.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    inner.train_from_iterator(
        [text.replace(" ", "▁") for text in TEXT],
        BpeTrainer(vocab_size=400, special_tokens=special, show_progress=False),
    )
    marks = dict(zip(("unk_token", "bos_token", "eos_token"), special, strict=False))
    return PreTrainedTokenizerFast(tokenizer_object=inner, **marks)


def test_other_tokenizers_are_followed_by_decoding_and_keep_the_space_behind_the_prompt(
    metaspace: PreTrainedTokenizerFast,
) -> None:
    own = base(metaspace)
    assert not is_byte_level(metaspace)
    prompt = metaspace.encode("이 영화는", add_special_tokens=False)
    spoken = metaspace.encode(" 정말 좋은", add_special_tokens=False)
    assert "".join(pieces(Detokeniser(own, prompt), spoken)) == " 정말 좋은"

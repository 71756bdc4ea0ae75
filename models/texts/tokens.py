"""From Korean documents to one stream of token ids: the bundled model's tokenizer. Imports no torch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer
from transformers import PreTrainedTokenizerFast

from models.texts.corpus import documents

SPECIAL = ["<pad>", "<s>", "</s>"]
BEGIN, END = 1, 2


@dataclass(frozen=True)
class Tokens:
    """The encoded splits, and how many bytes of text the validation split holds."""

    train: np.ndarray
    validation: np.ndarray
    validation_bytes: int


def train_tokenizer(data: Path, types: int) -> Tokenizer:
    """Byte-level BPE: every string has an encoding, and no character is ever unknown."""
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = BpeTrainer(
        vocab_size=types,
        special_tokens=SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    sample = (text for number, text in enumerate(documents(data, "train")) if number % 2 == 0)
    tokenizer.train_from_iterator(sample, trainer)
    return tokenizer


def for_transformers(file: Path, context: int) -> PreTrainedTokenizerFast:
    """The tokenizer as the transformers library reads it beside a model."""
    pad, begin, end = SPECIAL
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_file=str(file),
        pad_token=pad,
        bos_token=begin,
        eos_token=end,
        model_max_length=context,
        clean_up_tokenization_spaces=False,
    )


def encode(tokenizer: Tokenizer, texts: Iterator[str]) -> tuple[np.ndarray, int]:
    """All documents as one stream of token ids, each between BEGIN and END; and how many bytes of text they hold."""
    stream: list[np.ndarray] = []
    size = 0
    for batch in batched(texts, 4096):
        size += sum(len(text.encode()) for text in batch)
        stream += [np.array([BEGIN, *row.ids, END], dtype=np.uint16) for row in tokenizer.encode_batch(batch)]
    return np.concatenate(stream), size


def batched(texts: Iterator[str], size: int) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def prepare(data: Path, out: Path, types: int) -> Tokens:
    """Tokenizer and encoded splits, made once and kept in `out`."""
    kept = out / "tokens.npz"
    if not kept.exists():
        tokenizer = train_tokenizer(data, types)
        tokenizer.save(str(out / "tokenizer.json"))
        train, _ = encode(tokenizer, documents(data, "train"))
        validation, size = encode(tokenizer, documents(data, "validation"))
        np.savez(kept, train=train, validation=validation, bytes=np.array(size))
    arrays = np.load(kept)
    return Tokens(arrays["train"], arrays["validation"], int(arrays["bytes"]))

"""Text from token ids as they come, without torn characters. Imports no torch; knows the tokenizer's decoder, no model.

A token of a byte-level BPE may hold part of a character: a Hangul syllable is three bytes. What is not whole is held
back, and the pieces joined are what decoding all ids at once gives.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Sequence
from typing import Any, Protocol

TORN = "\ufffd"


class Decoder(Protocol):
    """What models/base.py:Base has of this."""

    @property
    def tokenizer(self) -> Any: ...

    def decode(self, ids: list[int]) -> str: ...


class Detokeniser:
    """One row's text. `before` are the prompt's ids, which some tokenizers need to see to place the first space."""

    def __init__(self, base: Decoder, before: Sequence[int] = ()) -> None:
        self._bytes = ByteLevel(base.tokenizer) if is_byte_level(base.tokenizer) else None
        self._pending = codecs.getincrementaldecoder("utf-8")("replace")
        self._base, self._ids, self._said = base, list(before), ""
        self._start = len(base.decode(self._ids)) if self._bytes is None else 0

    def feed(self, token: int) -> str:
        """What became whole with this token; often nothing."""
        if self._bytes is not None:
            return self._pending.decode(self._bytes.of(token))
        self._ids.append(token)
        return self._new(self._whole().rstrip(TORN))

    def finish(self) -> str:
        """What is left at the end; bytes that are no character become the sign for that."""
        if self._bytes is not None:
            return self._pending.decode(b"", final=True)
        return self._new(self._whole())

    def _whole(self) -> str:
        return self._base.decode(self._ids)[self._start :]

    def _new(self, text: str) -> str:
        """The part not said yet. A decoder that changes its mind about what was said is not followed."""
        piece = text[len(self._said) :] if text.startswith(self._said) else ""
        self._said += piece
        return piece


class ByteLevel:
    """The bytes that a token of a byte-level BPE stands for. Special tokens stand for none."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer, self._special = tokenizer, set(tokenizer.all_special_ids)

    def of(self, token: int) -> bytes:
        if token in self._special:
            return b""
        text = self._tokenizer.convert_ids_to_tokens(token) or ""
        try:
            return bytes(BYTES[sign] for sign in text)
        except KeyError:  # an added token, written as it reads
            return text.encode()


def is_byte_level(tokenizer: Any) -> bool:
    backend = getattr(tokenizer, "backend_tokenizer", None)
    decoder = backend.decoder if backend is not None else None
    if decoder is None:
        return False
    return bool(json.loads(decoder.__getstate__()).get("type") == "ByteLevel")


def _byte_signs() -> dict[str, int]:
    """The sign that each byte wears in a byte-level vocabulary: itself where it prints, else one from U+0100 on."""
    prints = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in prints]
    return {chr(byte): byte for byte in prints} | {chr(256 + place): byte for place, byte in enumerate(others)}


BYTES = _byte_signs()

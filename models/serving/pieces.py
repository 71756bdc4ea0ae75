"""Tokens as they can be shown: a character of several tokens, bytes that wait for the rest, marks. No torch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.protocol import Piece
from models.serving.detokenising import ByteLevel, Decoder, is_byte_level

BYTE = re.compile(r"<0x([0-9A-Fa-f]{2})>")  # how SentencePiece writes a single byte
SPACE = "▁"  # and a space


def pieces(base: Decoder, ids: Sequence[int]) -> list[Piece]:
    """One a token. A character that several tokens share is named in each of them."""
    shown: list[Piece] = []
    group: list[bytes] = []  # of tokens that only together are text
    for token in ids:
        said = _said(base, token)
        if isinstance(said, Piece):
            shown += [*_bytes(group), said]
            group = []
        elif group or not _whole(said):
            group.append(said)
            if _whole(b"".join(group)):
                shown += _parts(group)
                group = []
        else:
            shown.append(Piece(text=said.decode()))
    return [*shown, *_bytes(group)]


def _said(base: Decoder, token: int) -> Piece | bytes:
    tokenizer = base.tokenizer
    name = str(tokenizer.convert_ids_to_tokens(token) or "")
    if token in tokenizer.all_special_ids:
        return Piece(text=name, form="mark")
    if is_byte_level(tokenizer):
        return ByteLevel(tokenizer).of(token)
    single = BYTE.fullmatch(name)
    return bytes([int(single[1], 16)]) if single else name.replace(SPACE, " ").encode()


def _whole(said: bytes) -> bool:
    try:
        said.decode()
    except UnicodeDecodeError:
        return False
    return True


def _parts(group: Sequence[bytes]) -> Iterator[Piece]:
    text = b"".join(group).decode()
    for place in range(1, len(group) + 1):
        yield Piece(text=text, form="part", note=f"{place}/{len(group)}")


def _bytes(group: Sequence[bytes]) -> Iterator[Piece]:
    """What never became whole."""
    for said in group:
        yield Piece(text=said.decode()) if _whole(said) else Piece(text=said.hex(" ").upper(), form="bytes")

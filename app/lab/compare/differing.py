"""Where a text departs from another, word by word. Knows nothing of models."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Piece:
    """A run of words with the spaces behind it; `new` where the other text has no such words there."""

    text: str
    new: bool


@dataclass(frozen=True)
class Difference:
    """The text in pieces; how many of its words are new, and which word (from 1) is the first that departs."""

    pieces: tuple[Piece, ...]
    words: int
    new: int
    first: int | None


def compare(base: str, text: str) -> Difference:
    places = [(found.start(), found.end()) for found in WORD.finditer(text)]
    words = [text[begin:end] for begin, end in places]
    other = WORD.findall(base)
    pieces, new, first, at = [], 0, None, 0
    for kind, _, _, begin, end in SequenceMatcher(None, other, words, autojunk=False).get_opcodes():
        if first is None and kind != "equal":
            first = begin + 1
        if begin == end:
            continue
        fresh = kind != "equal"
        new += end - begin if fresh else 0
        pieces += [Piece(text[at : places[begin][0]], False), Piece(text[places[begin][0] : places[end - 1][1]], fresh)]
        at = places[end - 1][1]
    pieces.append(Piece(text[at:], False))
    return Difference(tuple(piece for piece in pieces if piece.text), len(words), new, first)

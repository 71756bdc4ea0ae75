"""Text -> what an index can hold of it: Korean as pairs of syllables, Latin words in small letters, numbers.

어댑터는 -> 어댑 댑터 터는 는: a word of any length is found by its pairs side by side, whatever follows it; the last
syllable, alone, keeps words apart and lets one syllable be found as the beginning of a piece. Knows no query.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from app.bank.normalising import Folded, fold
from app.lectures.search.plain import FORMULA

RUN = re.compile(r"(?P<korean>[가-힣]+)|[a-z]+|[0-9]+|[^\W\d_ㄱ-ㆎ가-힣a-z]")


class Piece(NamedTuple):
    """A piece and where it stands in the text as written."""

    text: str
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """What the index holds of a text, in its order; formulas are left out."""
    folded = fold(FORMULA.sub(lambda found: " " * len(found[0]), text))
    return [piece for run in RUN.finditer(folded.text) for piece in _pieces(run, folded)]


def words(text: str) -> str:
    """The same as one string for the index."""
    return " ".join(piece.text for piece in pieces(text))


@lru_cache(maxsize=4096)
def kept(text: str) -> tuple[Piece, ...]:
    """The pieces of a paragraph that is shown again and again."""
    return tuple(pieces(text))


def pairs(korean: str) -> list[str]:
    """What finds these syllables anywhere: their pairs, or the one syllable."""
    return [korean[at : at + 2] for at in range(len(korean) - 1)] or [korean]


def whole(korean: str) -> list[str]:
    """What the index holds of these syllables: their pairs, then the last syllable."""
    return [*(korean[at : at + 2] for at in range(len(korean) - 1)), korean[-1]]


def _pieces(run: re.Match[str], folded: Folded) -> list[Piece]:
    start, end = run.span()
    if not run["korean"]:
        return [Piece(run[0], *folded.raw_span(start, end))]
    last = end - 1
    spans = [(at, at + 2) for at in range(start, last)] + [(last, end)]
    return [Piece(folded.text[a:b], *folded.raw_span(a, b)) for a, b in spans]

"""Where in a text something asked for stands: the index finds passages, this finds the letters to mark in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.lectures.search.asking import Phrase, Way
from app.lectures.search.pieces import Piece, kept


class Place(NamedTuple):
    """Letters start to end, the number of the need that they meet, and whether they meet all of it."""

    start: int
    end: int
    need: int
    whole: bool


def places(text: str, needs: Sequence[Sequence[Way]]) -> list[Place]:
    """From left to right. The words of a term count apart only where the term itself stands nowhere."""
    here = kept(text)
    starts: dict[str, list[int]] = {}
    for at, piece in enumerate(here):
        starts.setdefault(piece.text[0], []).append(at)
    found: list[Place] = []
    for number, ways in enumerate(needs):
        for whole in (True, False):
            phrases = dict.fromkeys(phrase for way in ways if (len(way) == 1) == whole for phrase in way)
            spans = [s for phrase in phrases for s in _spans(here, phrase, starts.get(phrase.pieces[0][0], ()))]
            found += [Place(*span, number, whole) for span in spans]
            if spans:
                break
    return sorted(found)


def joined(found: Sequence[Place]) -> list[tuple[int, int]]:
    """As stretches of letters; those that touch are one."""
    stretches: list[tuple[int, int]] = []
    for start, end, *_ in found:
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def _spans(here: Sequence[Piece], phrase: Phrase, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    *closed, last = phrase.pieces
    for at in starts:
        found = here[at : at + len(phrase.pieces)]
        if len(found) == len(phrase.pieces) and [piece.text for piece in found[:-1]] == closed:
            end = found[-1]
            if end.text == last or (phrase.open and end.text.startswith(last)):
                yield found[0].start, _end(end, last)


def _end(found: Piece, wanted: str) -> int:
    """Of a pair that was found by its first syllable only this one is marked; a Latin word is marked whole."""
    first_only = len(wanted) == 1 and len(found.text) == 2 == found.end - found.start
    return found.start + 1 if first_only else found.end

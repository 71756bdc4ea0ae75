"""An essay's key, prepared once: its points, the misconceptions it knows, what its prompt compares. Knows no essay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.bank.alternatives import Alternative
from app.bank.asking import phrase_role
from app.bank.phrases import Phrase, phrase
from app.bank.reading import Reading
from app.bank.senses import Pair, pairs_of
from app.bank.terms import Terms

Says = Sequence[Sequence[Sequence[str]]]
Compiled = tuple[Alternative, ...]


@dataclass(frozen=True)
class Point:
    """A rubric point, prepared."""

    shown: str
    weight: float
    says: Compiled
    denies: tuple[Phrase, ...]
    subject: str | None


@dataclass(frozen=True)
class Rubric:
    """An essay's key, prepared."""

    terms: Terms
    points: tuple[Point, ...]
    misconceptions: tuple[tuple[Compiled, str], ...]
    compared: frozenset[str]  # terms of the prompt: their roles must not be swapped
    key_pairs: frozenset[Pair]


def prepare(
    terms: Terms,
    prompt: str,
    model: str,
    points: Iterable[tuple[str, float, Says, Sequence[str]]],
    misconceptions: Iterable[tuple[Says, str]],
) -> Rubric:
    asked = Reading(prompt)
    compared = frozenset(mention.term for mention in terms.find(asked.text, asked.words))
    reading = Reading(model)
    key_pairs = frozenset(pair for clause in reading.clauses for pair in pairs_of(reading, clause))
    made = tuple(
        Point(
            shown, weight, _compiled(says, terms), tuple(phrase(text, terms) for text in denies), _subject(shown, terms)
        )
        for shown, weight, says, denies in points
    )
    wrong = tuple((_compiled(says, terms), feedback) for says, feedback in misconceptions)
    return Rubric(terms, made, wrong, compared, key_pairs)


def _compiled(says: Says, terms: Terms) -> Compiled:
    return tuple(tuple(tuple(phrase(text, terms) for text in idea) for idea in way) for way in says)


def _subject(point: str, terms: Terms) -> str | None:
    """The term that a point is about, when its sentence says so."""
    reading = Reading(point)
    for mention in terms.find(reading.text, reading.words):
        if phrase_role(reading, reading.word_at(mention.end - 1)) == "topic":
            return mention.term
    return None

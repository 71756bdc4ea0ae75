"""Which invented texts may ship: fit to be shown, nobody named, none of the corpus' own, none in a test split.

Knows no model. Imports no torch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from models.tasks.reading import LENGTHS, presentable, split_of_answer
from models.texts.corpus import PROFANITY, Split, bucket, reviews, split_of
from models.texts.names import blocked
from models.texts.politeness import polite

SPLITS: tuple[Split, ...] = ("train", "validation", "test")
BROKEN = "\ufffd"  # bytes that make no character
# A word that ends in no particle right before such a role is mostly somebody's name, misspelt ones included.
PERSON = re.compile(
    r"(?<![가-힣])[가-힣]{2,4}(?<![의은는이가한도과와운던된적])\s?(?:감독|배우|연기|주연|출연|씨|오빠|누나)"
)


@dataclass(frozen=True)
class Corpus:
    """What the corpus says itself, so that none of it is handed on: the reviews of all splits."""

    reviews: frozenset[str]

    @classmethod
    def of(cls, folder: Path) -> Corpus:
        return cls(frozenset(review.text for split in SPLITS for review in reviews(folder, split)))


def clean(text: str) -> bool:
    whole = "\n" not in text and BROKEN not in text
    return whole and presentable(text) and not PROFANITY.search(text) and not blocked(text)


def fit_review(text: str) -> bool:
    return len(text) in LENGTHS and clean(text) and not PERSON.search(text)


def fit_answer(text: str) -> bool:
    return polite(text) and clean(text)


def shipped(texts: Iterable[str], most: int) -> list[str]:
    """At most `most` reviews that the tasks train on, all that they validate on, none that they test on."""
    found: dict[Split, list[str]] = {split: [] for split in SPLITS}
    for text in texts:
        found[split_of(text)].append(text)
    return [*found["train"][:most], *found["validation"]]


def answer_ships(text: str) -> bool:
    """Whether the chat task reads the answer (one half of all), and not as a test."""
    return fit_answer(text) and bucket(text, 2) == 1 and split_of_answer(text) != "test"

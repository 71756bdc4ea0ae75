"""The Korean text the bundled model reads: where it comes from, what is left out, how it is split. Imports no torch.

Sources (both fetched by whoever trains; raw rows are never part of the project):
- NSMC raw reviews, github.com/e9t/nsmc at cc0670e, CC0 badge: `nsmc_raw_678k.tsv.xz` (rating, movie, text)
- Chatbot_data, github.com/songys/Chatbot_data at 4cf20d1, MIT: `ChatbotData.csv` (Q, A, label)
"""

from __future__ import annotations

import csv
import hashlib
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Split = Literal["train", "validation", "test"]

# Crude on purpose: it drops 0.7 % of the reviews and is only there to keep insults out of a classroom.
PROFANITY = re.compile(
    r"[씨시씹쒸]+[0-9\W]*[발벌팔빨]|ㅅ\W*ㅂ|ㅆ\W*ㅂ|[병븅빙]\W*[신딱]|ㅂ\W*ㅅ|[좆좃존]\W*[나같까되만]|ㅈ\W*ㄹ|지랄|[개게]\W*[새쉐색]\W*[끼기키]"
    r"|미친\W*[놈년새]|걸레|창[녀년]|느금|니[미애]\W*[미비]|엠창|호로|쌍\W*[놈년]|[썅쌍]|닥쳐|꺼져|뒤[져진]|보[지짓]\W*[년물]|자지[가를]|섹[스쓰]"
)


@dataclass(frozen=True)
class Review:
    """One film review with its rating (1 to 10)."""

    rating: int
    text: str


@dataclass(frozen=True)
class Exchange:
    """One question and its consoling answer."""

    question: str
    answer: str


def bucket(text: str, buckets: int) -> int:
    """A number in [0, buckets) that depends on the text alone, so that a split never moves when rows are added."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % buckets


def split_of(text: str) -> Split:
    """Two of 256 buckets are validation, two are test, the rest is for training (about 0.8 % each held out)."""
    number = bucket(text, 256)
    return "validation" if number < 2 else "test" if number < 4 else "train"


def clean(text: str) -> str:
    """One line, single spaces."""
    return " ".join(text.split())


def reviews(folder: Path, split: Split) -> Iterator[Review]:
    """The reviews of one split, profanity left out, in file order."""
    with lzma.open(folder / "nsmc_raw_678k.tsv.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            rating, _, text = line.rstrip("\n").split("\t", 2)
            text = clean(text)
            if len(text) >= 6 and split_of(text) == split and not PROFANITY.search(text):
                yield Review(int(rating), text)


def exchanges(folder: Path, *, held_out: bool) -> Iterator[Exchange]:
    """The chat rows. The held-out half never enters pretraining, or the before/after of the chat task is spoilt."""
    with (folder / "ChatbotData.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            question, answer = clean(row["Q"]), clean(row["A"])
            if (bucket(answer, 2) == 1) == held_out and not PROFANITY.search(question + answer):
                yield Exchange(question, answer)


def documents(folder: Path, split: Split) -> Iterator[str]:
    """What the base model reads. A chat question and its answer are separate documents: answering is left to tuning."""
    for review in reviews(folder, split):
        yield review.text
    if split == "train":
        for exchange in exchanges(folder, held_out=False):
            yield exchange.question
            yield exchange.answer

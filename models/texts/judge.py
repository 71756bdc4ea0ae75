"""Figures over generated texts: how positive they sound. Knows no model. Imports no torch.

The judge is a logistic regression over hashed character n-grams, each weighted by its log ratio between the two moods
(the idea of NB-SVM; Wang and Manning 2012). It is about 87 % right on held-out reviews: good over many texts only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from models.refusals import Refused

BITS = 18
SIZES = (1, 2, 3)
ROUNDS, BATCH, RATE = 2, 500, 0.3
MIX = np.uint64(0xFF51AFD7ED558CCD)  # the finaliser of MurmurHash3

Indices = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Judge:
    """One weight for each hashed n-gram. A text's score is their sum over its n-grams, by the root of their number."""

    weights: Floats  # (2 ** BITS,)
    bias: float

    @classmethod
    def fit(cls, negative: Sequence[str], positive: Sequence[str], seed: int = 0) -> Judge:
        """Learns from texts of the two moods, about as many of each; 100,000 in all take some seconds on one core."""
        if not negative or not positive:
            raise Refused("판별기를 가르치려면 부정과 긍정 글이 하나 이상씩 있어야 합니다.")
        order = np.random.default_rng(seed).permutation(len(negative) + len(positive))
        texts = [*negative, *positive]
        target = np.concatenate([np.zeros(len(negative)), np.ones(len(positive))])[order]
        return cls(*_learn([texts[place] for place in order], target))

    def positive(self, texts: Sequence[str]) -> Floats:
        """The probability that each text is positive.  (len(texts),) in [0, 1]; an empty text leaves it to the bias."""
        index, row = features(texts)
        lengths = np.bincount(row, minlength=len(texts))
        total = np.bincount(row, weights=self.weights[index], minlength=len(texts))
        return _sigmoid(total / np.sqrt(np.maximum(lengths, 1)) + self.bias).astype(np.float32)

    def accuracy(self, negative: Sequence[str], positive: Sequence[str]) -> float:
        """The share judged right, both moods counting the same."""
        wrong = float(np.mean(self.positive(negative) >= 0.5)) + float(np.mean(self.positive(positive) < 0.5))
        return 1 - wrong / 2

    def save(self, path: Path) -> None:
        np.savez_compressed(path, weights=self.weights.astype(np.float16), bias=np.array(self.bias))

    @classmethod
    def load(cls, path: Path) -> Judge:
        try:
            with np.load(path) as arrays:
                weights, bias = arrays["weights"].astype(np.float32), float(arrays["bias"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise Refused(f"판별기 파일을 읽지 못했습니다: {path.name}. 판별기를 다시 만들어 주세요.") from error
        if weights.shape != (1 << BITS,):
            raise Refused(f"판별기 파일의 크기가 맞지 않습니다: {path.name}. 판별기를 다시 만들어 주세요.")
        return cls(weights, bias)


def features(texts: Sequence[str]) -> tuple[Indices, Indices]:
    """The hashed n-grams of all texts, text by text: which feature, and in which text.  (N,), (N,)"""
    letters = np.frombuffer("".join(f"\0{text.lower()}\0" for text in texts).encode("utf-32-le"), np.uint32)
    inside = letters != 0
    owner = np.cumsum(~inside, dtype=np.int32) // 2  # a text's own letters lie behind an odd number of zeros
    found = [_grams(letters.astype(np.uint64), inside, size) for size in SIZES]
    row = np.concatenate([owner[place] for place, _ in found])
    order = np.argsort(row, kind="stable")
    return np.concatenate([index for _, index in found])[order], row[order]


def _grams(letters: NDArray[np.uint64], inside: NDArray[np.bool_], size: int) -> tuple[NDArray[np.intp], Indices]:
    """Where the n-grams of one size begin that lie within one text, and their hashes."""
    count = max(0, len(letters) - size + 1)
    value = np.full(count, size, dtype=np.uint64)
    whole = np.ones(count, dtype=bool)
    for step in range(size):
        value = (value ^ letters[step : step + count]) * MIX
        value ^= value >> np.uint64(32)
        whole &= inside[step : step + count]
    place = np.flatnonzero(whole)
    return place, (value[place] >> np.uint64(64 - BITS)).astype(np.int32)


def _learn(texts: list[str], target: NDArray[np.float64]) -> tuple[Floats, float]:
    """AdaGrad over batches; texts and targets already shuffled."""
    index, row = features(texts)
    start = np.searchsorted(row, np.arange(len(texts) + 1))
    share = 1 / np.sqrt(np.maximum(np.diff(start), 1), dtype=np.float64)
    ratio = _ratio(index, target[row])
    weights, squares, bias = np.zeros(1 << BITS), np.full(1 << BITS, 1e-8), 0.0
    for _ in range(ROUNDS):
        for first in range(0, len(texts), BATCH):
            last = min(first + BATCH, len(texts))
            here, own = index[start[first] : start[last]], row[start[first] : start[last]] - first
            value = ratio[here] * share[first:last][own]
            score = np.bincount(own, weights=weights[here] * value, minlength=last - first) + bias
            error = _sigmoid(score) - target[first:last]
            slope = np.bincount(here, weights=error[own] * value, minlength=1 << BITS) / (last - first)
            squares += slope**2
            weights -= RATE * slope / np.sqrt(squares)
            bias -= 0.1 * float(error.mean())
    return (weights * ratio).astype(np.float32), bias


def _ratio(index: Indices, positive: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much more often a feature stands in positive texts than in negative ones, as a logarithm."""
    of = np.bincount(index, weights=positive, minlength=1 << BITS) + 1
    against = np.bincount(index, weights=1 - positive, minlength=1 << BITS) + 1
    return np.asarray(np.log(of / of.sum()) - np.log(against / against.sum()), dtype=np.float64)


def _sigmoid(score: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))), dtype=np.float64)

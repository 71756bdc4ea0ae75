"""The figures of each item, and of the items together. Pure: from columns of scores to numbers, None where there is
nothing to say. What they mean stands in docs/statistics.md."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.authoring.statistics import classical
from app.authoring.statistics.arrays import Floats, Marks, np
from app.authoring.statistics.scores import STRONG, WEAK, Scores

FEW_ANSWERS = 10  # below, a facility is shown in grey
FEW_LEARNERS = 30  # below, what compares learners is: a correlation of 30 strays by 0.19 where there is none


@dataclass(frozen=True)
class Band:
    """The weakest or the strongest: how many they are, how many have the full score, and their mean."""

    learners: int
    right: int
    mean: float


@dataclass(frozen=True)
class ItemFigures:
    """Of one item. Shares and scores run from 0 to 1."""

    answers: int
    right: int
    facility: float | None
    interval: tuple[float, float] | None
    compared: int
    """Learners of whom it is known how strong they are elsewhere."""
    discrimination: float | None
    index: float | None
    """Mean of the strong less mean of the weak."""
    weak: Band | None
    strong: Band | None
    seconds: float | None
    near: int

    @property
    def few(self) -> bool:
        return self.answers < FEW_ANSWERS

    @property
    def few_compared(self) -> bool:
        return self.compared < FEW_LEARNERS


@dataclass(frozen=True)
class SetFigures:
    """Of several items together. `mean` and `spread` are over all learners, each by what they answered; the rest over
    `complete` learners, who answered all of the `kept` items, as shares of the highest sum."""

    learners: int
    answers: int
    mean: float | None
    spread: float | None
    kept: int
    complete: int
    alpha: float | None
    deviation: float | None
    error: float | None

    @property
    def few(self) -> bool:
        return self.complete < FEW_LEARNERS

    @property
    def few_learners(self) -> bool:
        return self.learners < FEW_ANSWERS


def of_item(scores: Scores, item: int) -> ItemFigures:
    """Of `first()` answers."""
    here = scores.of(item)
    score, rest, bands = scores.score[here], scores.rest[here], scores.bands[here]
    known = ~np.isnan(rest)
    weak, strong = _band(score, bands == WEAK), _band(score, bands == STRONG)
    facility = float(score.mean()) if len(score) else None
    seconds = scores.seconds[here]
    timed = seconds[~np.isnan(seconds)]
    return ItemFigures(
        answers=len(score),
        right=int((score >= 1).sum()),
        facility=facility,
        interval=classical.wilson(facility, len(score)) if facility is not None else None,
        compared=int(known.sum()),
        discrimination=classical.correlation(score[known], rest[known]),
        index=strong.mean - weak.mean if strong and weak else None,
        weak=weak,
        strong=strong,
        seconds=float(np.median(timed)) if len(timed) else None,
        near=int(scores.near[here].sum()),
    )


def of_all(scores: Scores) -> SetFigures:
    """Of `first()` answers."""
    learners = scores.learners
    count = np.bincount(scores.who, minlength=learners)
    means = np.bincount(scores.who, scores.score, learners) / np.maximum(count, 1)
    kept, complete, sums, variances = _complete(scores)
    deviation = float(sums.std(ddof=1)) / kept if len(sums) > 1 else None
    total = float(sums.var(ddof=1)) if len(sums) > 1 else 0.0
    alpha = classical.alpha(variances, total)
    return SetFigures(
        learners=learners,
        answers=len(scores.item),
        mean=float(means.mean()) if learners else None,
        spread=float(means.std(ddof=1)) if learners > 1 else None,
        kept=kept,
        complete=complete,
        alpha=alpha,
        deviation=deviation,
        error=classical.standard_error(deviation, alpha) if deviation is not None and alpha is not None else None,
    )


def _band(score: Floats, chosen: Marks) -> Band | None:
    found = score[chosen]
    return Band(len(found), int((found >= 1).sum()), float(found.mean())) if len(found) else None


def _complete(scores: Scores) -> tuple[int, int, Floats, Floats]:
    """Complete cases: of the items that at least half of the learners answered, those learners who answered all. How
    many items and learners, the learners' sums (c,), the items' variances (k,). No table of learners by items is
    made."""
    answers = np.bincount(scores.item, minlength=scores.items)
    kept = (answers > 0) & (answers >= math.ceil(scores.learners / 2))
    inside = kept[scores.item]
    number = int(kept.sum())
    whole = np.bincount(scores.who[inside], minlength=scores.learners) == number if number else np.zeros(0, dtype=bool)
    rows = inside & whole[scores.who] if number else inside
    sums = np.bincount(scores.who[rows], scores.score[rows], scores.learners)[whole]
    learners = len(sums)
    if learners < 2:
        return number, learners, sums, np.zeros(0)
    means = np.bincount(scores.item[rows], scores.score[rows], scores.items) / learners
    apart = np.bincount(scores.item[rows], (scores.score[rows] - means[scores.item[rows]]) ** 2, scores.items)
    return number, learners, sums, apart[kept] / (learners - 1)

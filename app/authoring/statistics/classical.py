"""Figures of classical test theory over plain arrays of numbers. Knows neither rows nor pages; see docs/statistics.md.

Sources: Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16, 1951. Lord and Novick,
"Statistical Theories of Mental Test Scores", 1968. Wilson, "Probable inference, the law of succession, and statistical
inference", JASA 22, 1927. Kelley, "The selection of upper and lower groups for the validation of test items", Journal
of Educational Psychology 30, 1939.
"""

from __future__ import annotations

import math

from app.authoring.statistics.arrays import Floats, Marks, np

Z = 1.96  # of the normal distribution, for 95 %
TAIL = 0.27  # of the learners at either end
LEAST = 3  # pairs of values: fewer correlate perfectly or not at all
FLAT = 1e-12  # a variance this small is rounding


def wilson(mean: float, count: int) -> tuple[float, float] | None:
    """The 95 % interval of a share (Wilson 1927, score interval). `mean` may be a mean of scores between 0 and 1: their
    variance is at most that of right and wrong with the same mean, so the interval is then wider than need be."""
    if count < 1:
        return None
    square = Z * Z / count
    middle = (mean + square / 2) / (1 + square)
    half = Z * math.sqrt(mean * (1 - mean) / count + square / (4 * count)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def correlation(one: Floats, two: Floats) -> float | None:
    """Pearson's, of (n,) and (n,). None for fewer than three pairs, or where one side is all the same."""
    if len(one) < LEAST:
        return None
    a, b = one - one.mean(), two - two.mean()
    spread = float(a @ a) * float(b @ b)
    if float(a @ a) / len(a) < FLAT or float(b @ b) / len(b) < FLAT:
        return None
    return float(np.clip(float(a @ b) / math.sqrt(spread), -1.0, 1.0))


def doubtful(count: int) -> float:
    """How far from 0 a correlation of `count` pairs strays by chance where there is none, in 95 of 100 cases to one
    side: its standard error is then 1/sqrt(n - 1)."""
    return 1.645 / math.sqrt(count - 1) if count > 1 else math.inf


def ends(strength: Floats) -> tuple[Marks, Marks] | None:
    """The weakest and the strongest 27 % (Kelley 1939), as (n,) and (n,). Whoever is level with the last of a group is
    in it; None where the groups would meet."""
    count = round(TAIL * len(strength))
    if count < 1:
        return None
    ordered = np.sort(strength)
    low, high = ordered[count - 1], ordered[-count]
    return None if low >= high else (strength <= low, strength >= high)


def alpha(variances: Floats, total: float) -> float | None:
    """Cronbach's (1951): of (k,) variances of the items and the variance of the learners' sums. None for
    fewer than two items, or where all sums are the same."""
    items = len(variances)
    if items < 2 or total < FLAT:
        return None
    return items / (items - 1) * (1 - float(variances.sum()) / total)


def standard_error(deviation: float, reliability: float) -> float:
    """Of measurement: what a learner's score would stray if they could sit it again (Lord and Novick 1968)."""
    return deviation * math.sqrt(1 - reliability)

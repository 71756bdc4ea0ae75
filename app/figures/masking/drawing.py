"""What is left to chance: places, spans and words. Every draw comes from the generator that is handed in."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random

LONGEST, STOP = 10, 0.2  # SpanBERT: spans of at most 10, geometric with p = 0.2 (section 3.1)
POISSON = 3  # BART: mean length of an infilled span (section 2.2)
KOREAN = (
    *("바다", "연필을", "조용히", "아침", "기차가", "노래를", "먼저", "파란", "이웃의", "열두", "지도는", "웃었다"),
    *("시장에서", "천천히", "겨울", "약속을", "달렸다", "유리", "창문이", "다시"),
)
ENGLISH = (
    *("river", "pencil", "quietly", "morning", "train", "sings", "before", "blue", "neighbour", "twelve", "map"),
    *("laughed", "market", "slowly", "winter", "promise", "ran", "glass", "window", "again"),
)
Span = tuple[int, int]  # from, and up to but not with


def portion(n: int, percent: int) -> int:
    """That share of n tokens, rounded, and at least one."""
    return max(1, (n * percent + 50) // 100)


def places(draw: Random, n: int, percent: int) -> frozenset[int]:
    return frozenset(draw.sample(range(n), portion(n, percent)))


def korean(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)


def words(token: str) -> tuple[str, ...]:
    """What may be drawn in place of a token; never the token itself."""
    return tuple(word for word in (KOREAN if korean(token) else ENGLISH) if word != token)


def geometric(draw: Random) -> int:
    """1 to 10; what lies beyond is left out and the rest made to sum to 1, so that the mean is 3.8."""
    lengths = range(1, LONGEST + 1)
    return draw.choices(lengths, [(1 - STOP) ** (length - 1) for length in lengths])[0]


def poisson(draw: Random) -> int:
    """Knuth's way: how many uniform draws can be multiplied before the product falls below e^-3."""
    count, product = 0, draw.random()
    while product > math.exp(-POISSON):
        count, product = count + 1, product * draw.random()
    return count


def filled(draw: Random, budget: int, length: Callable[[Random], int]) -> tuple[list[int], list[int]]:
    """Lengths drawn until they reach the budget, and the same with the last one cut so that they make it exactly."""
    drawn: list[int] = []
    while sum(drawn) < budget:
        drawn.append(length(draw))
    return drawn, [*drawn[:-1], drawn[-1] - (sum(drawn) - budget)]


def scattered(draw: Random, n: int, lengths: list[int]) -> tuple[Span, ...]:
    """Spans of these lengths among n tokens, from left to right, never overlapping; they may touch."""
    units = [0] * len(lengths) + [1] * (n - sum(lengths))
    draw.shuffle(units)
    return tuple(_walk(units, iter(draw.sample(lengths, len(lengths)))))


def apart(draw: Random, n: int, lengths: list[int]) -> tuple[Span, ...]:
    """The same, with at least one token between two spans."""
    kept = n - sum(lengths)
    units, gaps = [], frozenset(draw.sample(range(kept + 1), len(lengths)))
    for place in range(kept + 1):
        units += [0] * (place in gaps) + [1] * (place < kept)
    return tuple(_walk(units, iter(lengths)))


def parts(draw: Random, total: int, count: int) -> list[int]:
    """`total` cut into `count` parts of at least one."""
    cuts = [0, *sorted(draw.sample(range(1, total), count - 1)), total]
    return [after - before for before, after in pairwise(cuts)]


def _walk(units: list[int], lengths: Iterator[int]) -> Iterator[Span]:
    """0 is the next span, 1 a token that stays."""
    place = 0
    for unit in units:
        start, place = place, place + (unit or next(lengths))
        if not unit:
            yield start, place

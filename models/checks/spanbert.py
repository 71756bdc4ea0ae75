"""SpanBERT's training examples made over and over: what mixes tokens within a span; how long spans are drawn."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import torch

from models.checks import bundled
from models.checks.check import check

SPANS, WORDS, MASK = 400, 1000, -1
STOPPING, LONGEST = 0.2, 1000  # chance to stop at each length; longer ones have no chance that a double could hold
Span = list[int]
Way = Callable[[Span, Random], Span]


def _token_by_token(span: Span, draw: Random) -> Span:
    """80 % masked, 10 % another, 10 % kept, drawn for every token: the code of the item."""
    return [_treated(token, draw.random(), draw) for token in span]


def _span_by_span(span: Span, draw: Random) -> Span:
    dice = draw.random()
    return [_treated(token, dice, draw) for token in span]


def _without_random(span: Span, draw: Random) -> Span:
    return [token if draw.random() >= 0.9 else MASK for token in span]


def _at_most_three(span: Span, draw: Random) -> Span:
    return _token_by_token(span[:3], draw)


def _merged(span: Span, draw: Random) -> Span:
    """Neighbouring [MASK]s become a single one."""
    found = _token_by_token(span, draw)
    return [token for at, token in enumerate(found) if at == 0 or not token == found[at - 1] == MASK]


def _treated(token: int, dice: float, draw: Random) -> int:
    return MASK if dice < 0.8 else WORDS + draw.randrange(WORDS) if dice < 0.9 else token


MENDS: dict[str, Way] = {
    "span_by_span": _span_by_span,
    "without_random": _without_random,
    "at_most_three": _at_most_three,
    "merged": _merged,
}


@check(
    "스팬 400개를 토큰마다 80/10/10으로 바꾸는 코드를 네 보기대로 고쳐 가며, 한 스팬에 다르게 바뀐 토큰이 섞이지 않게 "
    "되는 것을 찾습니다."
)
def what_stops_the_mixing() -> str | list[str]:
    return bundled.only([name for name, way in MENDS.items() if not any(map(_mixed, _examples(way)))])


def _examples(way: Way) -> list[Span]:
    """Spans of two to ten tokens after this way has changed them."""
    draw = Random(0)  # noqa: S311 -- an example, not a secret
    spans = [[draw.randrange(WORDS) for _ in range(draw.randint(2, 10))] for _ in range(SPANS)]
    return [way(span, draw) for span in spans]


def _mixed(span: Span) -> bool:
    return len({"masked" if token == MASK else "random" if token >= WORDS else "kept" for token in span}) > 1


@check("한 번마다 0.2의 확률로 멈추는 torch의 기하 분포에서, 이 길이부터 1,000까지의 확률을 하나씩 구해 더합니다.")
def percent_that_are_as_long(k: int) -> float:
    longer = torch.arange(k - 1, LONGEST, dtype=torch.float64)  # times that it goes on before it stops
    drawn: Any = torch.distributions.Geometric(torch.tensor(STOPPING, dtype=torch.float64))
    return 100 * float(drawn.log_prob(longer).exp().sum())

"""From the logits of many rows to one token a row: greedy or by chance, with vetoes and faulty rows. Knows no model.

B rows, S sampled rows, V vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from models.sampling import Sampling, uniform

LIKELIEST = 128  # as many tokens are sorted at first; few nuclei hold more
NONE = -1


class Wish(NamedTuple):
    """How one row wants its token: `step` counts its tokens; `permits` may refuse one."""

    sampling: Sampling
    step: int
    permits: Callable[[int], bool] | None = None


def choose(logits: Tensor, wishes: Sequence[Wish]) -> list[int]:
    """One token a row from logits (B, V), in which forbidden tokens are -inf. NONE where a row has no finite best."""
    best, ids = logits.max(dim=1)  # (B,), (B,); a NaN anywhere in a row becomes its maximum
    sound: list[bool] = best.isfinite().tolist()
    chosen: list[int] = [token if fine else NONE for token, fine in zip(ids.tolist(), sound, strict=True)]
    drawn = [row for row, wish in enumerate(wishes) if wish.sampling.temperature > 0 and sound[row]]
    if drawn:
        for row, token in zip(drawn, _draw(logits[drawn], [wishes[row] for row in drawn]), strict=True):
            chosen[row] = token
    for row, (token, wish) in enumerate(zip(chosen, wishes, strict=True)):
        if wish.permits is not None and sound[row] and not wish.permits(token):
            chosen[row] = _another(logits[row], wish, token)
    return chosen


def _draw(logits: Tensor, wishes: Sequence[Wish]) -> list[int]:
    """A token for each sampled row of logits (S, V)."""
    chances = chances_of(logits, wishes).cumsum(dim=1)  # (S, V), in the order of ids: near ties change no order
    points = torch.tensor([uniform(wish.sampling.seed, wish.step) for wish in wishes], dtype=torch.float64)
    tokens: list[int] = torch.searchsorted(chances, (points * chances[:, -1])[:, None], right=True)[:, 0].tolist()
    return tokens


def chances_of(logits: Tensor, wishes: Sequence[Wish]) -> Tensor:
    """Probabilities in double precision on the CPU, zero outside each row's nucleus.  # (S, V)

    They are those before anything was cut: what is left sums to less than 1. Temperatures are above 0.
    """
    heat = torch.tensor([wish.sampling.temperature for wish in wishes], dtype=torch.float64)
    whole = logits.to("cpu", torch.float64)
    below = whole - whole.amax(dim=1, keepdim=True)  # at most 0: no temperature, however small, makes it infinite
    chances = torch.softmax(below / heat[:, None], dim=1)
    share = torch.tensor([wish.sampling.top_p for wish in wishes], dtype=torch.float64)
    narrow = (share < 1).nonzero()[:, 0]  # rows that have a nucleus
    if len(narrow):
        some = chances[narrow]
        chances[narrow] = some * (some >= _threshold(some, share[narrow]))
    return chances


def _threshold(chances: Tensor, share: Tensor) -> Tensor:
    """The smallest probability inside the nucleus of each row (Holtzman et al. 2020).  # (S, 1)"""
    most = chances.shape[1]
    sorted_ = chances.topk(min(LIKELIEST, most), dim=1).values
    if bool((sorted_.sum(dim=1) < share).any()):
        sorted_ = chances.sort(dim=1, descending=True).values
    needed = (sorted_.cumsum(dim=1) < share[:, None]).sum(dim=1, keepdim=True)
    return sorted_.gather(1, needed.clamp(max=sorted_.shape[1] - 1))


def _another(logits: Tensor, wish: Wish, refused: int) -> int:
    """The row's token when its first was refused: drawn again, else the best permitted one; NONE if none is."""
    left = logits.to("cpu", torch.float64, copy=True)  # (V,)
    if wish.sampling.temperature > 0:
        chances = chances_of(left[None], [wish])[0]
        chances[refused] = 0
        attempt = 0
        while (total := chances.cumsum(0))[-1] > 0:
            attempt += 1
            point = uniform(wish.sampling.seed, wish.step, attempt) * total[-1]
            token = int(torch.searchsorted(total, point, right=True))
            if wish.permits is None or wish.permits(token):
                return token
            chances[token] = 0
    order = left.argsort(descending=True).tolist()
    return next(
        (token for token in order if left[token] > -torch.inf and (not wish.permits or wish.permits(token))), NONE
    )

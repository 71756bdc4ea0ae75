"""From which side of a picture a patch was cut, told by the fringes of a lens or by what is seen, in colour or grey."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from models.checks import bundled, tiny
from models.checks.check import check

SIDE, PICTURES = 8, 1000
SHIFTS = (-1, 0, 1)  # pixels by which one colour may lie beside the other
Draw = Callable[[int], tuple[Tensor, Tensor]]
"""So many patches in red and green (N, 2, 8, 8), and whether each comes from the right side (N,)."""


def _fringed(count: int) -> tuple[Tensor, Tensor]:
    """What is seen may stand on either side; as through a lens, red lies a pixel further out than green."""
    green, right = torch.randn(count, SIDE, SIDE), torch.randint(2, (count,))
    red = torch.where(right.bool()[:, None, None], green.roll(1, dims=2), green.roll(-1, dims=2))
    return torch.stack([red, green], dim=1), right


def _seen(count: int) -> tuple[Tensor, Tensor]:
    """No fringes, but the right side is lighter: something to know of the picture."""
    right = torch.randint(2, (count,))
    patches = right[:, None, None] + torch.randn(count, SIDE, SIDE)
    return torch.stack([patches, patches], dim=1), right


CAUSES: dict[str, tuple[Draw, int]] = {
    "fringes": (_fringed, PICTURES),
    "few_answers": (_fringed, 2),  # patches whose side is told
    "what_is_seen": (_seen, PICTURES),
}


@check(
    "보기의 원인을 하나씩 지닌 그림으로 조각의 자리를 선형 분류기에 가르치고, 컬러에서는 거의 다 맞히다가 흑백에서는 "
    "찍는 수준이 되는 것을 찾습니다."
)
def what_fails_in_grey() -> str | list[str]:
    return bundled.only([cause for cause in CAUSES if _right(cause) > 0.95 and _right(cause, grey=True) < 0.6])


def _right(cause: str, grey: bool = False) -> float:
    """Share of new patches whose side is found, in grey or as they are."""
    draw, many = CAUSES[cause]
    with tiny.seeded():
        (patches, sides), (unseen, truth) = draw(many), draw(PICTURES)
    answers = nn.functional.one_hot(sides, 2).float()
    weights = torch.linalg.lstsq(_features(patches, grey), answers, driver="gelsd").solution
    return float(((_features(unseen, grey) @ weights).argmax(dim=-1) == truth).float().mean())


def _features(patches: Tensor, grey: bool) -> Tensor:
    """How well the colours agree at each shift, how light it is, and 1.  # (N, 2, 8, 8) -> (N, 5)"""
    red, green = (patches.mean(dim=1, keepdim=True).expand_as(patches) if grey else patches).unbind(dim=1)
    agreeing = [(red * green.roll(shift, dims=2)).mean(dim=(1, 2)) for shift in SHIFTS]
    return torch.stack([*agreeing, red.mean(dim=(1, 2)), torch.ones(len(red))], dim=1)

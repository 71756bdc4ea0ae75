"""A retriever's step with the passages of a batch shared: what a question's loss does to their scores."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 -- the field's name for it

from models.checks.check import check

WIDTH = 16


@check("이 크기의 배치를 난수 벡터로 만들어 질문 하나의 손실을 역전파하고, 기울기가 점수를 낮추려는 문단을 셉니다.")
def passages_pushed_away(b: int) -> int:
    questions, right, hard = _batch(b)
    passages = torch.cat([right, hard])  # (2b, d): every question scores all of them
    scores = (questions @ passages.T).requires_grad_()  # (b, 2b)
    torch.autograd.backward(F.cross_entropy(scores[:1], torch.zeros(1, dtype=torch.long)))
    assert scores.grad is not None  # noqa: S101 -- backward has just filled it
    return int((scores.grad[0] > 0).sum())


def _batch(b: int) -> tuple[Tensor, Tensor, Tensor]:
    """Questions, the passage of each, and the hard negative of each.  # (b, d) each"""
    generator = torch.Generator().manual_seed(0)
    made = torch.randn(3, b, WIDTH, generator=generator, dtype=torch.float64) / WIDTH
    return made[0], made[1], made[2]

"""Next tokens predicted by a small transformer that also sees what comes after, on words that cannot be guessed."""

from __future__ import annotations

from collections.abc import Callable
from math import log

import torch
from torch import Tensor, nn

from models.checks import tiny
from models.checks.check import check

WORDS, LENGTH, WIDTH, BATCH, STEPS = 6, 6, 32, 64, 60
Draw = Callable[[int], Tensor]


class Predictor(nn.Module):
    """Two layers, with learned positions; everybody sees everybody unless there is a mask."""

    def __init__(self, mask: Tensor | None = None) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(WORDS, WIDTH), nn.Embedding(LENGTH, WIDTH)
        self.layers, self.head = nn.ModuleList([_layer(), _layer()]), nn.Linear(WIDTH, WORDS)
        self.mask = mask

    def loss(self, text: Tensor) -> Tensor:
        """Nats for each token after the first.  # (B, T) -> ()"""
        hidden = self.words(text) + self.places.weight  # (B, T, H)
        for layer in self.layers:
            hidden = layer(hidden, src_mask=self.mask)
        return nn.functional.cross_entropy(self.head(hidden)[:, :-1].transpose(1, 2), text[:, 1:])


def _layer() -> nn.Module:
    return nn.TransformerEncoderLayer(WIDTH, 1, 2 * WIDTH, dropout=0.0, batch_first=True, norm_first=True)


def _fresh(_: int) -> Tensor:
    """Sentences of random words, others each time: nothing in them tells the next word, and none comes again."""
    return torch.randint(WORDS, (BATCH, LENGTH))


@check(
    "무작위 낱말의 문장을 매번 새로 주며 마스크 없는 2층 트랜스포머에 다음 낱말을 맞히게 하고, 학습한 문장과 처음 보는 "
    "문장의 손실을 짐작만 할 때와 견줍니다."
)
def why_the_loss_falls() -> str:
    return _story(Predictor, _fresh)


def _story(kind: Callable[[], Predictor], draw: Draw) -> str:
    with tiny.seeded():
        model = kind()
        losses = _trained(model, draw)
        unseen = model.loss(_fresh(0)).item()
    guess = log(WORDS)
    if losses[-1] > guess / 2:
        return "nothing_learnt"
    return "copied" if unseen < guess / 10 else "memorised"


def _trained(model: Predictor, draw: Draw) -> list[float]:
    optimizer, losses = torch.optim.Adam(model.parameters(), lr=1e-2), []
    for step in range(STEPS):
        loss = model.loss(draw(step))
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        losses.append(loss.item())
    return losses

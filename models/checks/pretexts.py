"""Pretext tasks tried without a label by anybody: turned and damaged pictures, masked words of sentences."""

from __future__ import annotations

from math import log
from typing import Any

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertForMaskedLM, DataCollatorForLanguageModeling

from models.checks import bundled, masked, tiny
from models.checks.check import check

SIDE, TURNS, PICTURES = 8, 4, 800
FRAMES, HOLE = 4, slice(2, 5)
WORDS, SPECIAL, LENGTH = 8, 5, 12
STEPS, SENTENCES = 80, 64


def _pictures(count: int) -> Tensor:
    """Landscapes: lighter above than below, under as much noise.  # (N, 8, 8)"""
    return torch.linspace(1.0, -1.0, SIDE)[:, None] + torch.randn(count, SIDE, SIDE)


def _turned(pictures: Tensor) -> tuple[Tensor, Tensor]:
    """The exercise and its answers, which come from the turning alone.  # (N, 8, 8), (N,)"""
    turns = torch.randint(TURNS, (len(pictures),))
    return torch.stack([torch.rot90(picture, int(turn)) for picture, turn in zip(pictures, turns, strict=True)]), turns


@check(
    "레이블 없는 그림을 무작위로 돌려 그 각도를 정답으로 삼고, 그것만으로 배운 선형 분류기가 새 그림의 각도를 맞히는지 "
    "봅니다."
)
def pictures_hold_their_own_answers() -> bool:
    with tiny.seeded():
        seen, answers = _turned(_pictures(PICTURES))
        unseen, truth = _turned(_pictures(PICTURES))
    weights = torch.linalg.lstsq(seen.flatten(1), nn.functional.one_hot(answers, TURNS).float()).solution
    right = (unseen.flatten(1) @ weights).argmax(dim=-1) == truth
    return float(right.float().mean()) > 2 / TURNS  # twice as often as by guessing


def _sentences() -> Tensor:
    """Text without labels: each word is one or two further round the circle of words than the last.  # (B, T)"""
    strides = torch.randint(1, 3, (SENTENCES, LENGTH)).cumsum(dim=1)
    return (strides + torch.randint(WORDS, (SENTENCES, 1))) % WORDS + SPECIAL


@check(
    "레이블이 하나도 없는 글로 작은 BERT의 MLM을 80단계 돌리고, 처음 보는 글에서 가린 토큰의 손실이 아무 낱말이나 고를 "
    "때보다 낮아졌는지 봅니다."
)
def pretraining_waits_for_labels() -> bool:
    shape: dict[str, Any] = {
        "vocab_size": WORDS + SPECIAL,
        "hidden_size": 32,
        "num_hidden_layers": 1,
        "initializer_range": 0.1,
    }
    model = tiny.built(BertForMaskedLM, BertConfig(**tiny.SHAPE | shape))
    optimizer, collator = torch.optim.Adam(model.parameters(), lr=1e-2), masked.collator(words=WORDS)
    with tiny.seeded():
        for _ in range(STEPS):
            optimizer.zero_grad()
            torch.autograd.backward(_loss(model, collator))
            optimizer.step()
        return _loss(model, collator).item() > 0.9 * log(WORDS)


def _loss(model: nn.Module, collator: DataCollatorForLanguageModeling) -> Tensor:
    """Of masked words in sentences that are new each time, in nats: the answers are the words themselves."""
    inputs, labels = masked.corrupted(collator, _sentences())
    loss: Tensor = model(input_ids=inputs, labels=labels).loss
    return loss


@check(
    "네 과제를 그림과 영상에 해 보고, 가린 글에서처럼 한 부분만 똑같은 값으로 지워지고 나머지는 그대로이며 정답이 지운 "
    "자리에 있던 값인 것을 찾습니다."
)
def pictures_that_are_damaged_like_text() -> str | list[str]:
    with tiny.seeded():
        text = torch.randint(WORDS, (LENGTH,)) + SPECIAL
        exercises = _exercises(torch.rand(3, SIDE, SIDE), torch.rand(FRAMES, SIDE, SIDE))
    hidden = text.clone()
    hidden[HOLE] = masked.MASK
    if not _blanked(text, hidden, text[HOLE]):
        return "not_even_text"
    return bundled.only([name for name, exercise in exercises.items() if _blanked(*exercise)])


def _exercises(picture: Tensor, film: Tensor) -> dict[str, tuple[Tensor, Tensor, Tensor]]:
    """Of a picture (3, 8, 8) or a film (4, 8, 8): what there was, what is shown of it, what is asked."""
    blanked = picture.clone()
    blanked[:, HOLE, HOLE] = 0
    grey = picture.mean(dim=0).expand_as(picture)
    order = torch.arange(FRAMES).roll(1)
    return {
        "inpainting": (picture, blanked, picture[:, HOLE, HOLE].flatten()),
        "colorization": (picture, grey, picture.flatten()),
        "context_prediction": (picture, picture[:, HOLE, HOLE], torch.tensor([0])),  # where a patch was cut out
        "frame_order": (film, film[order], order),
    }


def _blanked(there: Tensor, shown: Tensor, asked: Tensor) -> bool:
    """Whether some places are as they were, the others all hold the same, and what stood in those is asked."""
    if shown.shape != there.shape:
        return False
    changed = shown != there
    blank = len(set(shown[changed].tolist())) == 1 and not changed.all()
    return blank and torch.equal(asked, there[changed])

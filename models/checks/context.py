"""How many positions are left for a text, tried on a tiny model with learned positions. Knows no item."""

from __future__ import annotations

from bisect import bisect_left
from typing import cast

import torch
from torch import nn
from transformers import GPT2Config, GPT2LMHeadModel

from models.base import BUILDING
from models.checks.check import check
from models.methods import configure
from models.tuning import Tuned


@check("이 문맥 길이의 작은 모델에 소프트 프롬프트를 붙이고 글을 늘려 가며, 오류 없이 읽는 가장 긴 글을 찾습니다.")
def left_beside_a_soft_prompt(n: int, l: int) -> int:  # noqa: E741 -- as the item calls it
    config = GPT2Config(vocab_size=16, n_embd=8, n_layer=1, n_head=1, n_positions=n, bos_token_id=1, eos_token_id=1)
    with BUILDING:
        model = cast(nn.Module, GPT2LMHeadModel(config)).eval()
    tuned = Tuned(model, "prompt", configure("prompt", {"length": l}))
    return bisect_left(range(1, n + 1), True, key=lambda length: not _reads(tuned, length))


@torch.no_grad()
def _reads(tuned: Tuned, length: int) -> bool:
    try:
        tuned(torch.ones(1, length, dtype=torch.long))
    except IndexError:  # there is no position of that number
        return False
    return True

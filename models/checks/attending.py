"""Attention as torch computes it, on numbers that an item deals."""

from __future__ import annotations

import torch
from torch.nn import functional as F  # noqa: N812 -- the field's name for it

from models.checks.check import check

STATES = (10.0, 20.0, 40.0)  # what the item's three hidden states begin with


@check("가중치의 로그를 점수로 하여 torch의 어텐션을 세 은닉 상태에 돌리고, 나온 문맥 벡터의 첫 성분을 읽습니다.")
def context_of_three_states(a: float, b: float) -> float:
    query, keys = torch.zeros(1, 1, dtype=torch.float64), torch.zeros(3, 1, dtype=torch.float64)
    values = torch.tensor(STATES, dtype=torch.float64)[:, None]  # (3, 1)
    scores = torch.tensor([[a, b, 1 - a - b]], dtype=torch.float64).log()  # (1, 3)
    return round(float(F.scaled_dot_product_attention(query, keys, values, attn_mask=scores)), 9)

"""Parameters of tuning methods, counted on models built to the sizes that an item deals. No formula stands here."""

from __future__ import annotations

import torch

from models.checks.check import check
from models.insertions import LowRank


@check("이 크기의 LoRA 모듈을 만들어 행렬 A와 B의 원소를 셉니다.")
def lora_of_a_square_matrix(d: int, r: int) -> int:
    with torch.device("meta"):
        return sum(tensor.numel() for tensor in LowRank(d, d, r, alpha=16.0).parameters())

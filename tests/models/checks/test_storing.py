"""Bytes, optimizer values and missing tensors: measured, and different where less is stored."""

import torch
from torch import nn

from models.checks import storing
from models.insertions import LowRank


def test_a_checkpoint_holds_two_bytes_a_value_and_a_small_head() -> None:
    values = 2 * 2 * 2 * 128 * 4  # layers, matrices, A and B, width, rank
    written = storing.megabytes_of_a_lora_checkpoint(L=2, d=128, r=4) * storing.MEGABYTE
    assert 2 * values < written < 2 * values + 2000


def test_adam_keeps_two_values_a_parameter() -> None:
    assert storing._remembered(nn.Linear(6, 5, bias=False)) == 2 * 30
    assert storing._remembered(LowRank(6, 6, 1, alpha=1.0)) == 2 * 12
    assert storing.adam_full_beside_lora(d=64, r=4) == 8


def test_lora_makes_no_model_smaller() -> None:
    assert storing.a_model_with_lora_is_smaller() is False


def test_a_lora_checkpoint_lacks_the_whole_pretrained_model() -> None:
    before = torch.get_default_dtype()
    assert storing.missing_beside_a_lora_checkpoint() == "pretrained_model"
    assert torch.get_default_dtype() == before

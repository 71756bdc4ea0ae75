"""What trains when freezing is forgotten, or done at the wrong moment: the items' code run on an encoder. No item."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import torch
from torch import nn

from models.architectures.anatomy import blocks
from models.checks import sized
from models.checks.check import check
from models.insertions import Bottleneck, LowRank

WIDTH = 64


def _loaded() -> nn.Module:
    """An encoder as it is loaded: everything would train."""
    return deepcopy(sized.bert(2, WIDTH)).requires_grad_(True)


def _insert(model: nn.Module, letters: str, make: Callable[[], nn.Module]) -> None:
    with torch.device("meta"):
        for block in blocks(model):
            for letter in letters:
                model.get_submodule(block.projections[letter].name).add_module("added", make())


def _freeze(model: nn.Module) -> None:
    for parameter in model.parameters():
        parameter.requires_grad = False


def _trains(model: nn.Module) -> tuple[int, int]:
    """How many parameters train: of what was added, and of the rest."""
    found = [(name, tensor.numel()) for name, tensor in model.named_parameters() if tensor.requires_grad]
    added = sum(size for name, size in found if "added" in name.split("."))
    return added, sum(size for _, size in found) - added


def _with_lora(rank: int = 8, letters: str = "qv", first: bool = False, last: bool = True) -> tuple[int, int]:
    """The item's code: LoRA added, everything frozen `first` (before it) or `last` (behind it)."""
    model = _loaded()
    if first:
        _freeze(model)
    _insert(model, letters, lambda: LowRank(WIDTH, WIDTH, rank, alpha=16.0))
    if last:
        _freeze(model)
    return _trains(model)


@check("문제의 코드를 네 보기대로 고쳐 돌려 보고, LoRA는 학습되고 나머지는 고정된 것이 어느 것인지 셉니다.")
def mending_a_loop_that_freezes_lora() -> str:
    trains = {
        "loop_before_lora": _with_lora(first=True, last=False),
        "no_loop": _with_lora(last=False),
        "rank_64": _with_lora(rank=64),
        "all_four_projections": _with_lora(letters="qkvo"),
    }
    (found,) = [name for name, (added, rest) in trains.items() if added and not rest]
    return found


@check("어댑터를 넣으며 한 가지씩 빠뜨려 보고, 갱신되는 비율이 100 %가 되는 것이 무엇을 빠뜨렸을 때인지 셉니다.")
def what_was_left_out_when_all_trains() -> str:
    forgotten = {"freezing": (False, True), "inserting": (True, False)}
    (found,) = [name for name, steps in forgotten.items() if _share(*steps) == 1]
    return found


def _share(freeze: bool, insert: bool) -> float:
    """The part of the model's parameters that would be updated."""
    model = _loaded()
    if freeze:
        _freeze(model)
    if insert:
        _insert(model, "o", lambda: Bottleneck(WIDTH, 8))
    return sum(_trains(model)) / sum(parameter.numel() for parameter in model.parameters())

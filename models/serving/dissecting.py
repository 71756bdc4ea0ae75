"""What a method adds to the base and what it trains, measured: attached to a copy of its own, two real steps taken.

Two, because LoRA's A has no gradient while B is zero. Never touches the model that the engine runs. Knows no socket.
"""

from __future__ import annotations

import copy
import hashlib
from contextlib import nullcontext
from typing import Any, cast

import torch
from torch import Tensor, nn

from models.architectures.width import context_of
from models.base import BUILDING, Base, load
from models.devices import free
from models.examples import Example
from models.methods import Config
from models.protocol import Dissected, DissectedTensor
from models.protocol.dissecting import Source
from models.serving.places import Place, places
from models.training import Plan, train
from models.tuning import CHILD, Tuned
from models.virtual_tokens import Prefix, ReparameterisedPrefix

LARGEST = 64_000_000  # parameters of a base that is read a second time to take the steps
COPIES = 6  # of the weights, in fp32: the copy, its gradients, two moments of AdamW, and room to work in
TEXT = "오늘은 날씨가 참 좋습니다."
PLAN = Plan(steps=2, rate=1e-3, batch=1, warm_up=0)
TOO_LARGE = (
    "파라미터가 {number:,}개인 모델이라서 여기에서는 학습 단계를 밟지 않았습니다. "
    "무엇이 학습 대상으로 열려 있는지만 보여 드립니다."
)
NO_ROOM = "앞에 두는 {length}자리를 빼면 글을 넣을 자리가 없어서 학습 단계를 밟지 못했습니다."


def dissect(base: Base, name: str, config: Config, largest: int = LARGEST) -> Dissected:
    """Every tensor of the base with the method attached. Raises Refused where the method does not suit the base.

    A base of more than `largest` parameters, or than memory allows, is built without weights and no step is taken.
    """
    number = sum(parameter.numel() for parameter in base.model.parameters())
    small = number <= largest and _fits(4 * number * COPIES)
    model = load(base.name, "cpu").model if small else _hollow(base.model)
    ids = base.encode(TEXT)
    stands = places(model, torch.tensor([ids], device=next(model.parameters()).device))
    before: dict[str, Tensor] = dict(model.named_parameters(remove_duplicate=False))
    with torch.random.fork_rng(devices=[]), nullcontext() if small else torch.device("meta"):
        torch.manual_seed(0)
        tuned = Tuned(model, name, config)
    ids = ids[: context_of(model) - tuned.length]
    why = None if small else TOO_LARGE.format(number=number)
    if why is None and len(ids) < 2:
        why = NO_ROOM.format(length=tuned.length)
    moved, losses = ({}, []) if why else _step(tuned, ids)
    return Dissected(
        model=type(model).__name__,
        method=name,
        config=config.model_dump(),
        tensors=_told(tuned, before, stands, None if why else moved),
        length=tuned.length,
        steps=len(losses),
        losses=losses,
        unmeasured=why,
    )


def _fits(size: int) -> bool:
    there = free(torch.device("cpu"))
    return there is None or size < there


def _hollow(model: nn.Module) -> nn.Module:
    """The same architecture on the meta device: shapes without values."""
    with BUILDING, torch.device("meta"):
        hollow: nn.Module = type(model)(copy.deepcopy(model.config)).eval()
    return hollow


def _step(tuned: Tuned, ids: list[int]) -> tuple[dict[int, int], list[float]]:
    """The step that first moved each tensor, by the tensor's identity, and the losses before the steps."""
    bits = {id(tensor): _bits(tensor) for tensor in tuned.model.parameters()}
    moved: dict[int, int] = {}
    losses = []
    for step in train(tuned, [Example(tuple(ids))], PLAN):
        losses.append(step.loss)
        for tensor in tuned.model.parameters():
            if id(tensor) not in moved and _bits(tensor) != bits[id(tensor)]:
                moved[id(tensor)] = step.number
    return moved, losses


def _bits(tensor: Tensor) -> bytes:
    """A digest, which needs no second copy of the model."""
    return hashlib.blake2b(cast(Any, tensor.detach().contiguous().numpy())).digest()


def _told(
    tuned: Tuned, before: dict[str, Tensor], stands: dict[str, Place], moved: dict[int, int] | None
) -> list[DissectedTensor]:
    context = Place("prefix" if isinstance(tuned.context, Prefix | ReparameterisedPrefix) else "prompt")
    stands = {"": context} | stands
    order = {host: number for number, host in enumerate(stands)}
    named = list(tuned.model.named_parameters(remove_duplicate=False))
    named.sort(key=lambda pair: (order[_host(pair[0])], _added(pair[0])))  # stable: else as the model lists them
    first: dict[int, str] = {}
    found = []
    for name, tensor in named:
        known = first.setdefault(id(tensor), name)
        found.append(
            DissectedTensor(
                name=name,
                shape=tuple(tensor.shape),
                count=tensor.numel(),
                source=_source(name, tensor, before),
                part=stands[_host(name)].part,
                block=stands[_host(name)].block,
                trains=tensor.requires_grad,
                moved=None if moved is None else moved.get(id(tensor), 0),
                tied=None if known == name else known,
            )
        )
    return found


def _added(name: str) -> bool:
    return CHILD in name.split(".")


def _host(name: str) -> str:
    """The module of the base that the tensor lies in or was added to; empty for what comes before the text."""
    parts = name.split(".")
    return ".".join(parts[: parts.index(CHILD)]) if CHILD in parts else ".".join(parts[:-1])


def _source(name: str, tensor: Any, before: dict[str, Tensor]) -> Source:
    if name not in before:
        return "added"
    return "base" if tensor is before[name] else "copied"

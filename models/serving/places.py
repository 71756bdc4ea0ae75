"""Where a model's modules stand in the picture of a transformer: which block, which part, in which order they are used.

By the names that architectures/layouts.py knows; what is not known there is `rest`. Knows no tuning method.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor, nn

from models.architectures.anatomy import family_of
from models.architectures.layouts import Stack
from models.protocol.dissecting import Part
from models.refusals import Refused


@dataclass(frozen=True)
class Place:
    """`block` counts from 0; None outside of the blocks."""

    part: Part
    block: int | None = None


def places(model: nn.Module, ids: Tensor) -> dict[str, Place]:
    """The place of every module that has tensors of its own, by name, in the order in which ids (1, T) pass them."""
    stacks, ends = _stacks(model), _ends(model)
    return {name: _place(name, model.get_submodule(name), stacks, ends) for name in _order(model, ids)}


def _order(model: nn.Module, ids: Tensor) -> list[str]:
    """What no text passes comes last."""
    own = [name for name, module in model.named_modules() if any(True for _ in module.parameters(recurse=False))]
    used: dict[str, None] = {}
    called = cast(Any, model)
    with torch.no_grad(), _watching(model, own, used):
        called(inputs_embeds=called.get_input_embeddings()(ids))  # ids would be looked into, which meta tensors forbid
    return list(used | dict.fromkeys(own))


@contextmanager
def _watching(model: nn.Module, names: list[str], used: dict[str, None]) -> Iterator[None]:
    """Notes each module when it is used first. The model must be the caller's alone."""

    def noting(name: str) -> Any:
        return lambda *_: used.setdefault(name)

    handles = [model.get_submodule(name).register_forward_pre_hook(noting(name)) for name in names]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _stacks(model: nn.Module) -> tuple[Stack, ...]:
    """None of them for a family that nobody knows here: some methods need no blocks."""
    try:
        return family_of(model)
    except Refused:
        return ()


def _ends(model: nn.Module) -> dict[int, Part]:
    """The two modules that every language model names itself, by identity."""
    asked = cast(Any, model)
    return {id(asked.get_output_embeddings()): "output", id(asked.get_input_embeddings()): "embedding"}


def _place(name: str, module: nn.Module, stacks: tuple[Stack, ...], ends: dict[int, Part]) -> Place:
    if (end := ends.get(id(module))) is not None:
        return Place(end)
    block, rest, stack = next(_within(name, stacks), (None, "", None))
    if type(module).__name__.endswith("Norm"):
        return Place("norm", block)
    if stack is not None:
        return Place(_parts(stack).get(rest, "rest"), block)
    return Place("position" if isinstance(module, nn.Embedding) and re.search("pos|wpe", name) else "rest")


def _within(name: str, stacks: tuple[Stack, ...]) -> Iterator[tuple[int, str, Stack]]:
    """(number of the block, the rest of the name, its stack) where the module lies in a block."""
    for stack in stacks:
        pattern = re.escape(stack.blocks).replace(r"\#", r"(\d+)")
        if found := re.match(rf"{pattern}\.", name):
            yield int(found[found.re.groups]), name[found.end() :], stack


def _parts(stack: Stack) -> dict[str, Part]:
    """Names within a block -> parts."""
    own: dict[str, Part] = {stack.q: "q", stack.k: "k", stack.v: "v", stack.o: "o", stack.fused: "qkv"}
    inner: Part = "ffn"
    crossed: tuple[Part, ...] = ("cross_q", "cross_k", "cross_v", "cross_o")
    return own | dict.fromkeys(stack.ffn, inner) | dict(zip(stack.cross, crossed, strict=False))

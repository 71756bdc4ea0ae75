"""Where the parts of a transformer lie: projections, sublayer outputs and normalisations, by module name.

Knows names and shapes, no tuning method. A model is recognised by the modules it has (layouts.py), so that the many
relatives of Llama need no entry of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from torch import nn

from models.architectures.layouts import FAMILIES, Stack
from models.refusals import Refused


@dataclass(frozen=True)
class Site:
    """A linear layer, or the part of a fused one: columns `start` to `stop` of its output (stop 0: all of it)."""

    name: str
    start: int = 0
    stop: int = 0


@dataclass(frozen=True)
class Block:
    """The parts of one transformer block, as names of modules of the model."""

    projections: dict[str, Site]  # q, k, v, o
    ffn: tuple[str, ...]  # the linear layers of the feed-forward sublayer, the one back to width d last
    cross: dict[str, Site]  # q, k, v, o of cross-attention, in decoders that have it


def has(model: nn.Module, path: str) -> bool:
    try:
        model.get_submodule(path)
    except AttributeError:
        return False
    return True


def family_of(model: nn.Module) -> tuple[Stack, ...]:
    """The stacks of the family whose blocks, projections and feed-forward layers the model has."""
    for stacks in FAMILIES.values():
        first = [(stack, stack.blocks.replace("#", "0")) for stack in stacks]
        if all(has(model, f"{block}.{part}") for stack, block in first for part in stack.telling()):
            return stacks
    raise Refused(f"이 모델의 구조({type(model).__name__})를 알지 못합니다. 아는 구조: {', '.join(FAMILIES)}.")


def blocks(model: nn.Module) -> list[Block]:
    """The model's distinct blocks, in order; those of an encoder before those of its decoder."""
    names = [name for name, _ in model.named_modules()]
    return [
        _block(model, stack, name)
        for stack in family_of(model)
        for name in names
        if re.fullmatch(re.escape(stack.blocks).replace(r"\#", r"\d+"), name)
    ]


def _block(model: nn.Module, stack: Stack, path: str) -> Block:
    return Block(
        projections=dict(_projections(model, stack, path)),
        ffn=tuple(f"{path}.{name}" for name in stack.ffn),
        cross={letter: Site(f"{path}.{name}") for letter, name in zip("qkvo", stack.cross, strict=False)},
    )


def _projections(model: nn.Module, stack: Stack, path: str) -> Iterator[tuple[str, Site]]:
    if stack.fused:
        third = sizes(model.get_submodule(f"{path}.{stack.fused}"))[1] // 3
        for number, letter in enumerate("qkv"):
            yield letter, Site(f"{path}.{stack.fused}", number * third, (number + 1) * third)
    else:
        yield from ((letter, Site(f"{path}.{getattr(stack, letter)}")) for letter in "qkv")
    yield "o", Site(f"{path}.{stack.o}")


def norms(model: nn.Module) -> list[str]:
    """Every normalisation of the model: LayerNorm, RMSNorm and their relatives, which all say so in their class."""
    return [name for name, module in model.named_modules() if type(module).__name__.endswith("Norm")]


def sizes(linear: nn.Module) -> tuple[int, int]:
    """(inputs, outputs) of a linear layer."""
    outputs, inputs = linear.weight.shape  # type: ignore[misc]
    return (outputs, inputs) if turned(linear) else (inputs, outputs)


def turned(linear: nn.Module) -> bool:
    """Whether the weight is stored as (inputs, outputs), the other way round: as GPT-2's Conv1D does."""
    return type(linear).__name__ == "Conv1D"

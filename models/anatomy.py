"""Where the parts of a transformer lie: the projections, sublayer outputs and normalisations of each block, by module name.

Knows names and shapes, no tuning method. A model is recognised by the modules it has, so that the many relatives of Llama need no entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from torch import nn

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
    norms: tuple[str, ...]
    cross: dict[str, Site]  # q, k, v, o of cross-attention, in decoders that have it


@dataclass(frozen=True)
class Family:
    """Names inside the blocks of one family. `fused` is one layer that holds q, k and v side by side."""

    blocks: tuple[str, ...]  # lists of blocks, as paths from the model with a task head or without
    q: str
    k: str
    v: str
    o: str
    ffn: tuple[str, ...]
    norms: tuple[str, ...]
    fused: str = ""
    cross: tuple[str, ...] = ()  # q, k, v, o


FAMILIES = {
    "opt": Family(
        blocks=("model.decoder.layers",),
        q="self_attn.q_proj",
        k="self_attn.k_proj",
        v="self_attn.v_proj",
        o="self_attn.out_proj",
        ffn=("fc1", "fc2"),
        norms=("self_attn_layer_norm", "final_layer_norm"),
    ),
    "llama": Family(
        blocks=("model.layers",),
        q="self_attn.q_proj",
        k="self_attn.k_proj",
        v="self_attn.v_proj",
        o="self_attn.o_proj",
        ffn=("mlp.gate_proj", "mlp.up_proj", "mlp.down_proj"),
        norms=("input_layernorm", "post_attention_layernorm"),
    ),
    "gpt2": Family(
        blocks=("transformer.h",),
        q="",
        k="",
        v="",
        o="attn.c_proj",
        ffn=("mlp.c_fc", "mlp.c_proj"),
        norms=("ln_1", "ln_2"),
        fused="attn.c_attn",
    ),
}


def has(model: nn.Module, path: str) -> bool:
    try:
        model.get_submodule(path)
    except AttributeError:
        return False
    return True


def family_of(model: nn.Module) -> Family:
    """The family whose blocks, projections and feed-forward layers the model has."""
    for family in FAMILIES.values():
        first = [f"{path}.0" for path in family.blocks]
        if all(has(model, block) for block in first) and all(
            has(model, f"{first[0]}.{part}") for part in (family.fused or family.q, family.o, *family.ffn)
        ):
            return family
    raise Refused(f"이 모델의 구조({type(model).__name__})를 알지 못합니다. 아는 구조: {', '.join(FAMILIES)}.")


def blocks(model: nn.Module) -> list[Block]:
    """The model's distinct blocks, in order."""
    family = family_of(model)
    return [
        _block(model, family, f"{path}.{number}")
        for path in family.blocks
        for number, _ in enumerate(model.get_submodule(path).children())
    ]


def _block(model: nn.Module, family: Family, path: str) -> Block:
    return Block(
        projections=dict(_projections(model, family, path)),
        ffn=tuple(f"{path}.{name}" for name in family.ffn),
        norms=tuple(f"{path}.{name}" for name in family.norms),
        cross={letter: Site(f"{path}.{name}") for letter, name in zip("qkvo", family.cross, strict=False)},
    )


def _projections(model: nn.Module, family: Family, path: str) -> Iterator[tuple[str, Site]]:
    if family.fused:
        third = sizes(model.get_submodule(f"{path}.{family.fused}"))[1] // 3
        for number, letter in enumerate("qkv"):
            yield letter, Site(f"{path}.{family.fused}", number * third, (number + 1) * third)
    else:
        yield from ((letter, Site(f"{path}.{getattr(family, letter)}")) for letter in "qkv")
    yield "o", Site(f"{path}.{family.o}")


def sizes(linear: nn.Module) -> tuple[int, int]:
    """(inputs, outputs) of a linear layer; transformers' Conv1D stores its weight the other way round."""
    outputs, inputs = linear.weight.shape  # type: ignore[misc, union-attr]
    return (outputs, inputs) if type(linear).__name__ == "Conv1D" else (inputs, outputs)

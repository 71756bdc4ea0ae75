"""A made-up OPT of three blocks as the worker would tell it, for each kind of method. No torch, no process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models.protocol import Dissected, DissectedTensor
from models.protocol.dissecting import Part

D, INNER, WORDS, LAYERS = 16, 32, 64, 3
EMBEDDING = "model.decoder.embed_tokens"
SITES: tuple[tuple[str, Part, tuple[int, ...]], ...] = (
    ("self_attn_layer_norm", "norm", (D,)),
    ("self_attn.k_proj", "k", (D, D)),
    ("self_attn.q_proj", "q", (D, D)),
    ("self_attn.v_proj", "v", (D, D)),
    ("self_attn.out_proj", "o", (D, D)),
    ("final_layer_norm", "norm", (D,)),
    ("fc1", "ffn", (INNER, D)),
    ("fc2", "ffn", (D, INNER)),
)
HOSTS = {"lora": ("q", "v"), "houlsby": ("o", "fc2"), "pfeiffer": ("fc2",)}


def dissected(method: str, config: dict[str, Any], blocks: int = LAYERS) -> Dissected:
    """As honest as it needs to be: what trains moves in the first step, LoRA's A in the second."""
    length = int(config.get("length", 0))
    return Dissected(
        model="OPTForCausalLM",
        method=method,
        config=config,
        tensors=list(_tensors(method, config, blocks)),
        length=length,
        steps=2,
        losses=[5.25, 5.0],
    )


def _tensors(method: str, config: dict[str, Any], blocks: int) -> Iterator[DissectedTensor]:
    full = method == "full"
    if method == "prefix":
        yield _added("tuning.values", (blocks, 2, 2, config["length"], D // 2), "prefix", None)
    if method in ("prompt", "p_tuning"):
        yield _added("tuning.vectors", (config["length"], D), "prompt", None)
    yield _own(f"{EMBEDDING}.weight", (WORDS, D), "embedding", None, full)
    yield _own("model.decoder.embed_positions.weight", (8, D), "position", None, full)
    for block in range(blocks):
        for name, part, shape in SITES:
            yield from _layer(f"model.decoder.layers.{block}.{name}", part, shape, block, method, config)
    yield from _layer("model.decoder.final_layer_norm", "norm", (D,), None, method, config)
    if method == "head":
        yield _own("lm_head.weight", (WORDS, D), "output", None, True, source="copied")
    else:
        yield _own("lm_head.weight", (WORDS, D), "output", None, full, tied=f"{EMBEDDING}.weight")


def _layer(
    path: str, part: Part, shape: tuple[int, ...], block: int | None, method: str, config: dict[str, Any]
) -> Iterator[DissectedTensor]:
    norm = part == "norm" and bool(config.get("train_layer_norm"))
    for leaf, size in (("weight", shape), ("bias", shape[:1])):
        yield _own(
            f"{path}.{leaf}", size, part, block, method == "full" or norm or (method, leaf) == ("bitfit", "bias")
        )
    if {part, path.rpartition(".")[2]} & set(HOSTS.get(method, ())):
        if method == "lora":
            yield _added(f"{path}.tuning.A", (config["rank"], shape[1]), part, block, moved=2)
            yield _added(f"{path}.tuning.B", (shape[0], config["rank"]), part, block)
        else:
            yield _added(f"{path}.tuning.down.weight", (config["bottleneck"], D), part, block)
            yield _added(f"{path}.tuning.up.weight", (D, config["bottleneck"]), part, block)


def _own(
    name: str, shape: tuple[int, ...], part: Part, block: int | None, trains: bool, **more: Any
) -> DissectedTensor:
    return _tensor(name, shape, part, block, **{"trains": trains, "moved": int(trains), "source": "base", **more})


def _added(name: str, shape: tuple[int, ...], part: Part, block: int | None, moved: int = 1) -> DissectedTensor:
    return _tensor(name, shape, part, block, trains=True, moved=moved, source="added")


def _tensor(name: str, shape: tuple[int, ...], part: Part, block: int | None, **more: Any) -> DissectedTensor:
    count = 1
    for side in shape:
        count *= side
    return DissectedTensor(name=name, shape=shape, count=count, part=part, block=block, **more)

"""LoRA tensors in the format of peft and back, so that either program reads what the other wrote. Knows no folder.

peft names them `base_model.model.{layer}.lora_A.weight` (r, inputs) and `.lora_B.weight` (outputs, r). The n updates of
a fused layer are written as one of rank n r whose B is made of blocks; what peft learnt about a whole fused layer is
read as updates of q, k and v with the same A.
"""

from __future__ import annotations

import re
from typing import Any, Literal

import torch
from pydantic import BaseModel, ValidationError
from torch import Tensor

from models.architectures.anatomy import sizes, turned
from models.architectures.layouts import FAMILIES, Stack
from models.insertions import LowRank, Slices
from models.methods import configure, lora
from models.refusals import Refused
from models.tuning import Tuned

BEFORE, A, B = "base_model.model.", ".lora_A.weight", ".lora_B.weight"
Pairs = dict[str, tuple[Tensor, Tensor]]  # A and B by the layer's name


class Foreign(BaseModel, strict=True):
    """What decides about an `adapter_config.json` that peft wrote; of what is not read here we have no use."""

    peft_type: Literal["LORA"]
    r: int
    lora_alpha: int | float
    bias: Literal["none"] = "none"
    use_rslora: Literal[False] = False
    use_dora: Literal[False] = False
    modules_to_save: list[str] | None = None
    rank_pattern: dict[str, int] = {}
    alpha_pattern: dict[str, int | float] = {}


def write(tuned: Tuned, config: lora.Config) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """The tensors under peft's names, and what belongs into `adapter_config.json`."""
    tensors: dict[str, Tensor] = {}
    ranks: dict[str, int] = {}
    for layer, insertion in tuned.insertions.items():
        if isinstance(insertion, LowRank):
            pair: tuple[Tensor, Tensor] = (insertion.A, insertion.B)
        elif isinstance(insertion, Slices):
            pair = insertion.whole(sizes(tuned.model.get_submodule(layer))[1])
            ranks[_within_block(layer)] = len(pair[0])
        tensors |= {f"{BEFORE}{layer}{A}": pair[0], f"{BEFORE}{layer}{B}": pair[1]}
    other_way = any(turned(tuned.model.get_submodule(layer)) for layer in tuned.insertions)
    return tensors, {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": None,
        "r": config.rank,
        "lora_alpha": config.alpha,
        "target_modules": sorted({_within_block(layer) for layer in tuned.insertions}),
        "rank_pattern": ranks,
        "alpha_pattern": {layer: config.alpha * rank / config.rank for layer, rank in ranks.items()},
        "lora_dropout": 0.0,
        "bias": "none",
        "fan_in_fan_out": other_way,
        "inference_mode": True,
    }


def _within_block(layer: str) -> str:
    return re.split(r"\.\d+\.", layer)[-1]


def read(tensors: dict[str, Tensor], config: lora.Config) -> dict[str, Tensor]:
    """Our names for what `write` wrote. Raises Refused when the tensors are not those of this configuration."""
    return _ours(tensors, config, blocks=True)


def read_foreign(tensors: dict[str, Tensor], given: bytes) -> tuple[lora.Config, dict[str, Tensor]]:
    """The configuration and tensors of an adapter that peft wrote. Raises Refused for what our LoRA does not have."""
    try:
        foreign = Foreign.model_validate_json(given)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"]) or "JSON"
        raise Refused(f"adapter_config.json의 {field}: 여기서 쓸 수 있는 LoRA 설정이 아닙니다.") from None
    if foreign.modules_to_save or foreign.rank_pattern or foreign.alpha_pattern:
        raise Refused("층마다 rank가 다르거나 다른 층까지 저장한 LoRA는 읽지 못합니다. 한 rank로 저장해 주세요.")
    given_config = {"rank": foreign.r, "alpha": foreign.lora_alpha, "targets": _targets(_pairs(tensors))}
    config = configure("lora", given_config)
    return lora.Config.model_validate(config), _ours(tensors, lora.Config.model_validate(config), blocks=False)


def _pairs(tensors: dict[str, Tensor]) -> Pairs:
    layers = {name.removeprefix(BEFORE).removesuffix(A) for name in tensors if name.endswith(A)}
    wanted = {f"{BEFORE}{layer}{end}" for layer in layers for end in (A, B)}
    if strange := sorted(wanted ^ set(tensors)):
        raise Refused(f"LoRA 파일에 짝이 맞지 않는 텐서가 있습니다: {strange[0][:100]}.")
    pairs = {layer: (tensors[f"{BEFORE}{layer}{A}"], tensors[f"{BEFORE}{layer}{B}"]) for layer in sorted(layers)}
    for layer, (thin, back) in pairs.items():
        if thin.ndim != 2 or back.ndim != 2 or len(thin) != back.shape[1]:
            shapes = f"A {tuple(thin.shape)}, B {tuple(back.shape)}"
            raise Refused(f"{layer[:100]}의 LoRA 행렬은 곱할 수 없는 모양입니다: {shapes}.")
    return pairs


def _targets(pairs: Pairs) -> str:
    """Our name for the layers that peft adapted: letters, or all-linear. Refused when it is neither."""
    for stacks in FAMILIES.values():
        roles = [_roles(layer, stacks) for layer in pairs]
        if not pairs or not all(roles):
            continue
        found, known = set().union(*roles), {name for stack in stacks for name in stack.ffn}
        if found == set(lora.LETTERS) | known:
            return lora.ALL
        if found <= set(lora.LETTERS):
            return ",".join(sorted(found))
    raise Refused("LoRA가 붙은 층이 q,k,v,o의 조합도 all-linear도 아니라서 읽지 못합니다.")


def _roles(layer: str, stacks: tuple[Stack, ...]) -> set[str]:
    """The letters (or the name, in the feed-forward sublayer) of a layer in this family; none when it is not of it."""
    found: set[str] = set()
    for stack in stacks:
        if inner := re.fullmatch(re.escape(stack.blocks).replace(r"\#", r"\d+") + r"\.(.+)", layer):
            name = inner[1]
            found |= {letter for letter in lora.LETTERS if getattr(stack, letter) == name}
            found |= {letter for letter, cross in zip(lora.LETTERS, stack.cross, strict=False) if cross == name}
            found |= {name} if name in stack.ffn else set()
            found |= set("qkv") if name == stack.fused else set()
    return found


def _ours(tensors: dict[str, Tensor], config: lora.Config, *, blocks: bool) -> dict[str, Tensor]:
    found: dict[str, Tensor] = {}
    fused = {stack.fused for stacks in FAMILIES.values() for stack in stacks} - {""}
    for layer, (thin, back) in _pairs(tensors).items():
        if _within_block(layer) in fused:
            found |= _parted(layer, thin, back, config, blocks=blocks)
        else:
            found |= {f"{layer}.tuning.A": thin, f"{layer}.tuning.B": back}
    return found


def _parted(layer: str, thin: Tensor, back: Tensor, config: lora.Config, *, blocks: bool) -> dict[str, Tensor]:
    """The updates of q, k and v in a fused layer: the blocks of B with their A, or the rows of B with the one A."""
    letters = [letter for letter in "qkv" if letter in config.letters]
    rank, third = config.rank, len(back) // 3
    if len(thin) != rank * (len(letters) if blocks else 1) or len(back) % 3:
        raise Refused(f"{layer[:100]}의 LoRA는 rank={config.rank}, targets={config.targets}와 맞지 않습니다.")
    found, rest = {}, back.clone()
    for number, letter in enumerate(letters):
        columns = slice(number * rank, (number + 1) * rank) if blocks else slice(None)
        rows = slice("qkv".index(letter) * third, ("qkv".index(letter) + 1) * third)
        found[f"{layer}.tuning.parts.{letter}.A"] = thin[columns].clone()
        found[f"{layer}.tuning.parts.{letter}.B"] = back[rows, columns].clone()
        rest[rows, columns] = 0
    if torch.any(rest):
        raise Refused(f"{layer[:100]}의 LoRA는 targets={config.targets} 바깥의 가중치도 바꿉니다.")
    return found

"""A variant in memory, put into a model or made ready for the engine without touching the model. Knows no file.

Everything is compared by name and shape before anything changes, so that a refused variant leaves the model as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn

from models.insertions import Insertion, Renorm, Shift
from models.methods import Config, method
from models.methods.method import Parts
from models.refusals import Refused
from models.tuning import CHILD, Tuned, unoccupied
from models.virtual_tokens import EncodedPrompt, Prefix, Prompt, ReparameterisedPrefix

OWN_COPY = ("full", "head")  # methods that change weights of the base: what they leave needs a model of its own


@dataclass(frozen=True)
class Variant:
    """What a tuning left: fp32 tensors on the CPU by name. `base` is the fingerprint of the base it was made for."""

    method: str
    config: Config
    tensors: dict[str, Tensor]
    task: str
    base: str
    trained_as: str = ""  # the method whose product was folded into `method`; mostly the same


@dataclass(frozen=True)
class Ready:
    """A variant as the engine applies it to some rows of a batch: fp32 on the model's device, nothing trains.

    `insertions` by name of the layer; `keys_values` (L, 2, H, P, h) of a prefix; `embeddings` (P, d) of a prompt.
    """

    insertions: dict[str, Insertion]
    keys_values: Tensor | None
    embeddings: Tensor | None


def attach(model: nn.Module, variant: Variant) -> Tuned:
    """The method attached to `model` with the variant's tensors; those of `full`, `head`, `bitfit` and of trained
    normalisations overwrite the model's. Raises Refused, the model untouched, when it does not fit.
    """
    _parts(model, variant)
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        tuned = Tuned(model, variant.method, variant.config)
        for name, parameter in tuned.trainable.items():
            parameter.copy_(variant.tensors[name])
    return tuned


def ready(model: nn.Module, variant: Variant) -> Ready:
    """The variant beside the base: nothing is hooked, the model is left untouched.

    Tuned biases become the difference to the base's, tuned normalisations take their layer's place. Raises Refused for
    a variant that does not fit, and for one that changed weights (full, head): it needs a copy of the model of its own.
    """
    parts = _parts(model, variant)
    device = next(model.parameters()).device
    added = {layer: _filled(insertion, f"{layer}.{CHILD}.", variant) for layer, insertion in parts.insertions.items()}
    added |= {layer: _beside(model, layer, variant) for layer in sorted({_layer(name) for name in parts.unfrozen})}
    context = None if parts.context is None else _filled(parts.context, f"{CHILD}.", variant).to(device)
    with torch.no_grad():
        return Ready(
            {layer: cast(Insertion, insertion.to(device)) for layer, insertion in added.items()},
            context.keys_values() if isinstance(context, Prefix | ReparameterisedPrefix) else None,
            context.embeddings() if isinstance(context, Prompt | EncodedPrompt) else None,
        )


def _parts(model: nn.Module, variant: Variant) -> Parts:
    """What the method adds to this model, when the variant has exactly the tensors for it."""
    unoccupied(model)
    with torch.random.fork_rng(devices=[]):
        parts = method(variant.method).parts(model, variant.config)
    _compare(_shapes(model, parts), {name: tuple(tensor.shape) for name, tensor in variant.tensors.items()})
    return parts


def _shapes(model: nn.Module, parts: Parts) -> dict[str, tuple[int, ...]]:
    added: dict[str, nn.Module] = {f"{layer}.{CHILD}": insertion for layer, insertion in parts.insertions.items()}
    if parts.context is not None:
        added[CHILD] = parts.context
    inside = {
        f"{path}.{name}": tuple(parameter.shape)
        for path, module in added.items()
        for name, parameter in module.named_parameters()
    }
    return inside | {name: tuple(model.get_parameter(name).shape) for name in parts.unfrozen}


def _compare(wanted: dict[str, tuple[int, ...]], given: dict[str, tuple[int, ...]]) -> None:
    if missing := sorted(wanted.keys() - given.keys()):
        raise Refused(f"이 모델에 붙이려면 있어야 할 텐서 {len(missing)}개가 없습니다: {missing[0]}.", "variant")
    if strange := sorted(given.keys() - wanted.keys()):
        raise Refused(f"이 모델에 놓을 자리가 없는 텐서 {len(strange)}개가 있습니다: {strange[0][:100]}.", "variant")
    for name, shape in wanted.items():
        if given[name] != shape:
            raise Refused(f"텐서 ‘{name}’의 모양이 맞지 않습니다: {shape} 대신 {given[name]}.", "variant")


def _filled(module: nn.Module, path: str, variant: Variant) -> nn.Module:
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            parameter.copy_(variant.tensors[path + name])
    return module.requires_grad_(False).eval()


def _layer(name: str) -> str:
    return name.rpartition(".")[0]


def _beside(model: nn.Module, layer: str, variant: Variant) -> Insertion:
    """Tensors of the base's own layer that were tuned, as an insertion behind it."""
    host = model.get_submodule(layer)
    tuned = {name: variant.tensors[f"{layer}.{name}"] for name, _ in host.named_parameters(recurse=False)
             if f"{layer}.{name}" in variant.tensors}  # fmt: skip
    if tuned.keys() == {"bias"}:
        return Shift(tuned["bias"] - cast(Tensor, host.bias).detach().float().cpu())
    if type(host).__name__.endswith("Norm"):
        return _renorm(host, tuned)
    raise Refused(
        f"‘{variant.method}’ 방법은 바탕 모델의 가중치를 바꾸므로 모델의 사본이 따로 있어야 합니다.", "method"
    )


def _renorm(host: nn.Module, tuned: dict[str, Tensor]) -> Renorm:
    """The normalisation with tuned values, once the base's values give what the base gives (Gemma's are 1 + weight)."""
    base = {name: parameter.detach().float().cpu() for name, parameter in host.named_parameters()}
    if isinstance(host, nn.LayerNorm):
        base.setdefault("bias", torch.zeros_like(base["weight"]))
    epsilon = float(getattr(host, "eps", None) or getattr(host, "variance_epsilon", None) or 0.0)
    noise = torch.randn(4, len(base["weight"]), generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        device, kind = next(host.parameters()).device, next(host.parameters()).dtype
        theirs = host(noise.to(device, kind)).float().cpu()
        ours = Renorm(base["weight"], base.get("bias"), epsilon)(noise.to(kind).float(), noise)
    if not torch.allclose(ours, theirs, atol=1e-4 if kind is torch.float32 else 0.1):
        raise Refused(
            f"이 모델의 정규화({type(host).__name__})는 따로 학습한 값으로 바꾸어 끼울 수 없습니다.", "method"
        )
    values = base | tuned
    return Renorm(values["weight"].clone(), values.get("bias"), epsilon)

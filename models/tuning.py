"""A method attached to a model: hooks in, freezing, what trains, and detaching. Knows no method by name and no data.

While attached, the base's tensors keep their names and values; what the method adds are children called `tuning`.
"""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle
from transformers import DynamicCache

from models.insertions import Insertion
from models.methods import Config, configure, method
from models.methods.method import Parts
from models.refusals import Refused
from models.virtual_tokens import Prefix, Prompt, ReparameterisedPrefix

CHILD = "tuning"


class Tuned:
    """A causal language model with one method attached. Call it with ids (B, T) and a mask (B, T) for logits (B, T, V).

    `trainable` are the tensors that train, by name; `length` is how many positions stand before the text.
    """

    def __init__(self, model: nn.Module, name: str, config: Config | None = None) -> None:
        """Freezes `model`, inserts what the method adds (random, from torch's generator), unfreezes what it trains.

        Raises Refused, the model untouched, when a method is attached already or this one does not suit the model.
        """
        unoccupied(model)
        self.model, self.method = model, name
        self.config = config or configure(name)
        self.handles: list[RemovableHandle] = []
        self.originals: dict[str, Tensor] = {}  # weights as they were before merging (models/variants/merging.py)
        parts = method(name).parts(model, self.config)
        self.insertions, self.context = parts.insertions, parts.context
        self.length = 0 if parts.context is None else parts.context.length
        self._freeze(parts)
        self._insert(parts)
        self.trainable = {name: p for name, p in model.named_parameters() if p.requires_grad}

    def _freeze(self, parts: Parts) -> None:
        for parameter in self.model.parameters():
            parameter.requires_grad_(False)
        for tensor in parts.copied:
            host, _, leaf = tensor.rpartition(".")
            own = nn.Parameter(self.model.get_parameter(tensor).detach().clone())
            setattr(self.model.get_submodule(host), leaf, own)
        for tensor in parts.unfrozen:
            self.model.get_parameter(tensor).requires_grad_(True)

    def _insert(self, parts: Parts) -> None:
        device = next(self.model.parameters()).device
        if isinstance(parts.context, Prefix) and device.type != "meta":
            parts.context.begin(self.model)
        for site, insertion in parts.insertions.items():
            self.model.get_submodule(site).add_module(CHILD, insertion.to(device))
        # at the root always, be it an empty one: it also tells that a method is attached
        self.model.add_module(CHILD, nn.Module() if parts.context is None else parts.context.to(device))
        self.hook()

    def hook(self) -> None:
        """Lets the insertions act on what their layers return, and puts before the text what comes before it."""
        for site, insertion in self.insertions.items():
            self.handles.append(self.model.get_submodule(site).register_forward_hook(_acting(insertion)))
        if isinstance(self.context, Prefix | ReparameterisedPrefix):
            self.handles.append(self.model.register_forward_pre_hook(_with_prefix, with_kwargs=True))
        elif self.context is not None:
            self.handles.append(self.model.register_forward_pre_hook(_with_prompt, with_kwargs=True))
            self.handles.append(self.model.register_forward_hook(_without_prompt))

    def unhook(self) -> None:
        """The opposite of `hook`: what was added stays in the model and does nothing."""
        for handle in self.handles:
            handle.remove()
        self.handles = []

    def __call__(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """Logits for every position of ids (B, T); `mask` is 0 on padding, which stands at the end.  # (B, T, V)"""
        mask = torch.ones_like(ids) if mask is None else mask
        return cast(Tensor, self.model(input_ids=ids, attention_mask=mask).logits)

    def detach(self) -> None:
        """Removes hooks and added modules, and unmerges. Tensors of the base that trained stay as they are."""
        self.unhook()
        restore(self.model, self.originals)
        for host in list(self.model.modules()):
            if CHILD in dict(host.named_children()):
                delattr(host, CHILD)
        self.originals, self.insertions, self.context, self.trainable = {}, {}, None, {}


def unoccupied(model: nn.Module) -> None:
    """Raises Refused when a method is attached to the model."""
    if CHILD in dict(model.named_children()):
        raise Refused("이 모델에는 이미 다른 방법이 붙어 있습니다. 먼저 떼어 낸 뒤에 붙여 주세요.", "method")


def restore(model: nn.Module, tensors: dict[str, Tensor]) -> None:
    """Puts values back into the model's tensors, bit for bit."""
    with torch.no_grad():
        for name, tensor in tensors.items():
            model.get_parameter(name).copy_(tensor)


def _acting(insertion: Insertion) -> Any:
    return lambda _, inputs, outputs: insertion(inputs[0], outputs)


def _with_prefix(model: nn.Module, _: Any, given: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Puts the trained keys and values before the text; the text's positions start behind them."""
    context = cast(Prefix, model.get_submodule(CHILD)).keys_values().to(_kind(model))  # (L, 2, H, P, h)
    rows = len(given["input_ids"])
    cache = DynamicCache()
    for layer, (keys, values) in enumerate(context):
        cache.update(keys.expand(rows, -1, -1, -1), values.expand(rows, -1, -1, -1), layer)  # (B, H, P, h)
    mask = longer(given["attention_mask"], context.shape[3])
    return (), {**given, "past_key_values": cache, "attention_mask": mask, "use_cache": True}


def _with_prompt(model: nn.Module, _: Any, given: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Puts the trained vectors before the embedded text."""
    vectors = cast(Prompt, model.get_submodule(CHILD)).embeddings()  # (P, d)
    ids = given["input_ids"]
    text = model.get_input_embeddings()(ids)  # type: ignore[operator]  # (B, T, d)
    whole = torch.cat([vectors.expand(len(ids), -1, -1).to(text.dtype), text], dim=1)  # (B, P + T, d)
    mask = longer(given["attention_mask"], len(vectors))
    rest = {name: value for name, value in given.items() if name != "input_ids"}
    return (), {**rest, "inputs_embeds": whole, "attention_mask": mask}


def _without_prompt(model: nn.Module, _: Any, outputs: Any) -> Any:
    outputs.logits = outputs.logits[:, cast(Prompt, model.get_submodule(CHILD)).length :]  # (B, T, V)
    return outputs


def _kind(model: nn.Module) -> torch.dtype:
    """The precision of keys and values: of autocast where that is on, else of the model."""
    device = next(model.parameters()).device.type
    if torch.is_autocast_enabled(device):
        return torch.get_autocast_dtype(device)
    return next(model.parameters()).dtype


def longer(mask: Tensor, length: int) -> Tensor:
    """The mask (B, T) with `length` positions before the text."""
    return torch.cat([mask.new_ones(len(mask), length), mask], dim=1)  # (B, P + T)

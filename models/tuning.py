"""A method attached to a model: hooks in, freezing, what trains, and detaching. Knows no method by name and no data.

While attached, the base's tensors keep their names and values; what the method adds are children called `tuning`.
"""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle
from transformers import DynamicCache

from models.insertions import EncodedPrompt, Insertion, Prefix, Prompt, ReparameterisedPrefix
from models.methods import Config, configure, method

CHILD = "tuning"


class Tuned:
    """A causal language model with one method attached. Call it with ids (B, T) and a mask (B, T) for logits (B, T, V)."""

    def __init__(self, model: nn.Module, name: str, config: Config | None = None) -> None:
        """Freezes `model`, inserts what the method adds (random parts from torch's generator) and unfreezes what it trains."""
        self.model, self.method = model, name
        self.config = config or configure(name)
        self.handles: list[RemovableHandle] = []
        for parameter in model.parameters():
            parameter.requires_grad_(False)
        own = next(model.parameters())
        parts = method(name).parts(model, self.config)
        for site, insertion in parts.insertions.items():
            self._insert(model.get_submodule(site), insertion.to(own.device))
        if parts.context is not None:
            self._place(parts.context.to(own.device))
        for tensor in parts.unfrozen:
            model.get_parameter(tensor).requires_grad_(True)
        self.trainable = {name: p for name, p in model.named_parameters() if p.requires_grad}

    def _insert(self, host: nn.Module, insertion: Insertion) -> None:
        host.add_module(CHILD, insertion)
        self.handles.append(
            host.register_forward_hook(lambda _, inputs, outputs: insertion(inputs[0], outputs))  # type: ignore[arg-type]
        )

    def _place(self, context: Prefix | ReparameterisedPrefix | Prompt | EncodedPrompt) -> None:
        """What comes before the text: in the caches of all layers, or in the embedded input."""
        self.model.add_module(CHILD, context)
        before = _with_prefix if isinstance(context, Prefix | ReparameterisedPrefix) else _with_prompt
        self.handles.append(self.model.register_forward_pre_hook(before, with_kwargs=True))
        if before is _with_prompt:
            self.handles.append(self.model.register_forward_hook(_without_prompt))

    def __call__(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """Logits for every position of ids (B, T); `mask` is 0 on padding, which stands at the end.  # (B, T, V)"""
        mask = torch.ones_like(ids) if mask is None else mask
        return cast(Tensor, self.model(input_ids=ids, attention_mask=mask).logits)

    def detach(self) -> None:
        """Removes hooks and added modules. Tensors of the base that trained (full, head, BitFit, LayerNorm) stay as they are."""
        for handle in self.handles:
            handle.remove()
        for host in list(self.model.modules()):
            if CHILD in dict(host.named_children()):
                delattr(host, CHILD)
        self.handles, self.trainable = [], {}


def _with_prefix(model: nn.Module, _: Any, given: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Puts the trained keys and values before the text; the text's positions start behind them."""
    context = cast(Prefix, model.get_submodule(CHILD)).keys_values()  # (L, 2, H, P, h)
    rows = len(given["input_ids"])
    cache = DynamicCache()
    for layer, (keys, values) in enumerate(context):
        cache.update(keys.expand(rows, -1, -1, -1), values.expand(rows, -1, -1, -1), layer)  # (B, H, P, h)
    mask = _longer(given["attention_mask"], context.shape[3])
    return (), {**given, "past_key_values": cache, "attention_mask": mask, "use_cache": True}


def _with_prompt(model: nn.Module, _: Any, given: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Puts the trained vectors before the embedded text."""
    vectors = cast(Prompt, model.get_submodule(CHILD)).embeddings()  # (P, d)
    ids = given["input_ids"]
    text = model.get_input_embeddings()(ids)  # type: ignore[operator]  # (B, T, d)
    whole = torch.cat([vectors.expand(len(ids), -1, -1).to(text.dtype), text], dim=1)  # (B, P + T, d)
    mask = _longer(given["attention_mask"], len(vectors))
    rest = {name: value for name, value in given.items() if name != "input_ids"}
    return (), {**rest, "inputs_embeds": whole, "attention_mask": mask}


def _without_prompt(model: nn.Module, _: Any, outputs: Any) -> Any:
    length = len(cast(Prompt, model.get_submodule(CHILD)).embeddings())
    outputs.logits = outputs.logits[:, length:]  # (B, T, V)
    return outputs


def _longer(mask: Tensor, length: int) -> Tensor:
    return torch.cat([mask.new_ones(len(mask), length), mask], dim=1)  # (B, P + T)

"""The engine's oracle: one model tuned one way, run alone over the whole text again for every token, no cache."""

from __future__ import annotations

from typing import Any, NamedTuple

import torch

from models.base import Base
from models.engine.rows import before
from models.generation import Engine
from models.methods import configure
from models.tuning import Tuned
from models.variants.fitting import Ready, Variant, ready
from tests.models.tiny import BEGIN, CONTEXT, END, PAD, tiny, tokenizer

CLOSE = 1e-4  # two best logits nearer than this may change places with the order of summation (decision 13)
METHODS: dict[str, tuple[str, dict[str, Any]]] = {
    "lora": ("lora", {"rank": 4}),
    "lora-other": ("lora", {"rank": 4, "alpha": 4}),
    "lora-all": ("lora", {"rank": 2, "targets": "all-linear"}),
    "houlsby": ("houlsby", {"bottleneck": 4}),
    "houlsby-norms": ("houlsby", {"bottleneck": 3, "train_layer_norm": True}),
    "pfeiffer": ("pfeiffer", {"bottleneck": 4}),
    "bitfit": ("bitfit", {}),
    "prefix": ("prefix", {"length": 5}),
    "prompt": ("prompt", {"length": 4}),
    "p_tuning": ("p_tuning", {"length": 3}),
}


def known(kind: str) -> list[str]:
    """The names that the shape can bear: without biases no BitFit."""
    return [name for name in METHODS if (kind, name) != ("llama", "bitfit")]


def base(kind: str) -> Base:
    return Base(kind, tiny(kind), tokenizer(), "")


class Alone(NamedTuple):
    """A model tuned one way (None: the base), and the same tuning for the engine."""

    tuned: Tuned | None
    ready: Ready | None
    model: Any


def alone(kind: str, name: str | None) -> Alone:
    """Random tensors of the named tuning, the same in both."""
    model = tiny(kind)
    if name is None:
        return Alone(None, None, model)
    method, given = METHODS[name]
    torch.manual_seed(sum(map(ord, name)))
    tuned = Tuned(model, method, configure(method, given))
    with torch.no_grad():
        for parameter in tuned.trainable.values():
            parameter += 0.3 * torch.randn_like(parameter)
    tensors = {key: parameter.detach().clone() for key, parameter in tuned.trainable.items()}
    return Alone(tuned, ready(tiny(kind), Variant(method, tuned.config, tensors, "", "")), model)


class Told(NamedTuple):
    """What the oracle says; `gap` is the least distance of the two best logits on the way."""

    ids: list[int]
    gap: float


def greedy(model: Alone, ids: list[int], length: int) -> Told:
    """The most probable tokens, to the end token, `length` of them or a full context (of the model)."""
    text, gap = list(ids), torch.inf
    for _ in range(length):
        with torch.no_grad():
            whole = torch.tensor([text])
            logits = (model.model(input_ids=whole).logits if model.tuned is None else model.tuned(whole))[0, -1]
        logits[[PAD, BEGIN]] = -torch.inf
        first, second = logits.topk(2).values.tolist()
        text.append(int(logits.argmax()))
        gap = min(gap, first - second)
        if text[-1] == END or before(model.ready) + len(text) > CONTEXT:
            break
    return Told(text[len(ids) :], gap)


def engine_of(kind: str, name: str | None) -> tuple[Engine, Alone]:
    """An engine that knows this one tuning, and the same alone."""
    model = alone(kind, name)
    made = Engine(base(kind), capacity=2)
    if name is not None and model.ready is not None:
        made.add(name, model.ready)
    return made, model

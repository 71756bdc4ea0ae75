"""Every method in its forms on every tiny shape, and how it trains for a moment. Knows no claim about them."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 -- the field's name for it

from models.methods import METHODS, configure
from models.tuning import Tuned
from tests.models.tiny import KINDS, tiny

FORMS: list[tuple[str, dict[str, object]]] = [
    *((name, {}) for name in METHODS),
    ("houlsby", {"bottleneck": 3, "train_layer_norm": True}),
    ("lora", {"rank": 2, "alpha": 3, "targets": "all-linear"}),
    ("lora", {"rank": 3, "targets": "k"}),
    ("prefix", {"length": 5, "reparameterise": True}),
    ("p_tuning", {"length": 5, "encoder": "mlp"}),
]
CASES = [(kind, name, given) for kind in KINDS for name, given in FORMS if (kind, name) != ("llama", "bitfit")]
NAMES = ["-".join([kind, name, *(str(value) for value in given.values())]) for kind, name, given in CASES]

IDS = torch.tensor([[1, 270, 280, 290, 300, 2], [1, 275, 285, 2, 0, 0]])
MASK = (IDS != 0).long()


def tuned(kind: str, name: str, given: dict[str, object]) -> Tuned:
    """The method on a fresh tiny model."""
    model = tiny(kind)
    return Tuned(model, name, configure(name, given))


def logits(on: Tuned) -> Tensor:
    with torch.no_grad():
        return on(IDS, MASK)


def train(on: Tuned, steps: int = 2) -> None:
    """AdamW without decay, so that only a gradient moves a tensor. A validation without gradients comes first."""
    logits(on)
    optimiser = torch.optim.AdamW(on.trainable.values(), lr=0.01, weight_decay=0.0)
    targets = IDS.masked_fill(MASK == 0, -100)[:, 1:]
    for _ in range(steps):
        optimiser.zero_grad()
        F.cross_entropy(on(IDS, MASK)[:, :-1].flatten(0, 1), targets.flatten()).backward()
        optimiser.step()

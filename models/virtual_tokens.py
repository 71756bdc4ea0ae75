"""Positions that exist in no text: what prefix-tuning puts into the caches, and prompt-tuning and P-tuning before the
embedded text. Like insertions they serve a model tuned alone and rows tuned differently in one batch.

P positions, d width, L layers, H key-value heads, h head width.
"""

from __future__ import annotations

from itertools import pairwise
from typing import cast

import torch
from torch import Tensor, nn


class Prefix(nn.Module):
    """Keys and values of P positions that exist in no text, one set for every layer.  (L, 2, H, P, h)"""

    def __init__(self, layers: int, heads: int, head: int, length: int) -> None:
        super().__init__()
        self.length = length
        self.values = nn.Parameter(torch.randn(layers, 2, heads, length, head))

    @torch.no_grad()
    def begin(self, model: nn.Module) -> None:
        """Starts from what drawn words leave in the caches of the (yet untouched) causal model, instead of from noise.

        Activations of real words are the better start in the paper too (Li & Liang 2021, on initialisation); on the
        bundled model noise costs more than a hundred steps can mend (docs/decisions/tuning-search.md).
        """
        table = model.get_input_embeddings().weight  # type: ignore[operator]
        words = torch.randint(len(table), (1, self.length), device="cpu")
        cache = model(input_ids=words.to(table.device), use_cache=True).past_key_values
        pairs = [torch.stack([layer.keys[0], layer.values[0]]) for layer in cache.layers]  # L of (2, H, P, h)
        self.values.copy_(torch.stack(pairs))

    def keys_values(self) -> Tensor:
        return self.values


class ReparameterisedPrefix(nn.Module):
    """The prefix as a small network's output while it trains (Li & Liang 2021, 4.3); only the output is kept.

    E (P, H h) -> W1 (hidden, H h), tanh -> W2 (2 L H h, hidden)
    """

    def __init__(self, layers: int, heads: int, head: int, length: int, hidden: int) -> None:
        super().__init__()
        self.length, self.shape = length, (length, layers, 2, heads, head)
        self.embedding = nn.Parameter(torch.randn(length, heads * head))
        self.inner = nn.Linear(heads * head, hidden)
        self.outer = nn.Linear(hidden, layers * 2 * heads * head)

    def keys_values(self) -> Tensor:
        flat = self.outer(torch.tanh(self.inner(self.embedding)))  # (P, 2 L H h)
        return cast(Tensor, flat.view(self.shape).permute(1, 2, 3, 0, 4))  # (L, 2, H, P, h)


class Prompt(nn.Module):
    """P trained vectors before the embedded text.  (P, d)"""

    def __init__(self, start: Tensor) -> None:
        super().__init__()
        self.length = len(start)
        self.vectors = nn.Parameter(start.detach().clone())

    def embeddings(self) -> Tensor:
        return self.vectors


class EncodedPrompt(nn.Module):
    """P-tuning: the prompt vectors pass an encoder, which ties them to one another (Liu et al. 2021).  (P, d)

    `lstm`: two bidirectional layers of d hidden values each way, then 2d -> 2d -> d; `mlp`: d -> d -> d -> d.
    """

    def __init__(self, start: Tensor, encoder: str) -> None:
        super().__init__()
        width = start.shape[1]
        self.length = len(start)
        self.vectors = nn.Parameter(start.detach().clone())
        self.lstm = (
            nn.LSTM(width, width, num_layers=2, bidirectional=True, batch_first=True) if encoder == "lstm" else None
        )
        widths = (2 * width, 2 * width, width) if encoder == "lstm" else (width, width, width, width)
        layers: list[nn.Module] = []
        for inputs, outputs in pairwise(widths):
            layers += [nn.Linear(inputs, outputs), nn.ReLU()]
        self.head = nn.Sequential(*layers[:-1])

    def embeddings(self) -> Tensor:
        vectors = self.vectors[None]  # (1, P, d)
        if self.lstm is not None:
            vectors = self.lstm(vectors)[0]  # (1, P, 2d)
        return cast(Tensor, self.head(vectors)[0])  # (P, d)

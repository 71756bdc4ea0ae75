"""What a method puts into a frozen model's layers: modules that change what one layer returns.

The same modules serve a model tuned alone (models/tuning) and rows tuned differently in one batch (models/generation).
They compute in their own precision (fp32) and return what the layer returned, so that the model may be in half of it.
B rows, T positions, d width, r rank, m bottleneck, n parts of a fused layer.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 -- the field's name for it


class Insertion(nn.Module, ABC):
    """Given what a layer got and what it returned, what it shall return instead."""

    @abstractmethod
    def forward(self, inputs: Tensor, outputs: Tensor) -> Tensor: ...


class LowRank(Insertion):
    """LoRA: h + (alpha / r) B A x.  A (r, inputs) starts as Kaiming-uniform noise, B (outputs, r) as zeros."""

    def __init__(self, inputs: int, outputs: int, rank: int, alpha: float) -> None:
        super().__init__()
        self.A = nn.Parameter(torch.empty(rank, inputs))
        self.B = nn.Parameter(torch.zeros(outputs, rank))
        self.scale = alpha / rank
        nn.init.kaiming_uniform_(self.A, a=math.sqrt(5))

    def forward(self, inputs: Tensor, outputs: Tensor) -> Tensor:
        low = F.linear(inputs.to(self.A.dtype), self.A)  # (B, T, r)
        return outputs + (F.linear(low, self.B) * self.scale).to(outputs.dtype)  # (B, T, outputs)

    def update(self) -> Tensor:
        """What merging adds to the weight: scale * B A.  # (outputs, inputs)"""
        return self.B @ self.A * self.scale


class Slices(Insertion):
    """Low-rank updates of parts of a fused projection, e.g. of q and v in GPT-2's (d, 3d) layer; the rest stays.

    All parts have one rank, scale and input, so that they act as one update of rank n r whose B is made of blocks.
    """

    def __init__(self, parts: dict[str, LowRank], spans: dict[str, tuple[int, int]]) -> None:
        super().__init__()
        self.parts = nn.ModuleDict(parts)
        self.spans = spans

    def forward(self, inputs: Tensor, outputs: Tensor) -> Tensor:
        thin, blocks = self.whole(outputs.shape[-1])
        low = F.linear(inputs.to(thin.dtype), thin)  # (B, T, n r)
        return outputs + (F.linear(low, blocks) * self.scale).to(outputs.dtype)  # (B, T, outputs)

    @property
    def scale(self) -> float:
        return self._low()[0].scale

    def whole(self, outputs: int) -> tuple[Tensor, Tensor]:
        """The parts as one low-rank pair.  # A (n r, inputs), B (outputs, n r)"""
        low = self._low()
        columns = [
            F.pad(part.B, (0, 0, start, outputs - stop))
            for part, (start, stop) in zip(low, self.spans.values(), strict=True)
        ]
        return torch.cat([part.A for part in low]), torch.cat(columns, dim=1)

    def update(self, outputs: int) -> Tensor:
        """What merging adds to the weight of the fused layer.  # (outputs, inputs)"""
        thin, blocks = self.whole(outputs)
        return blocks @ thin * self.scale

    def _low(self) -> list[LowRank]:
        return [cast(LowRank, self.parts[letter]) for letter in self.spans]


class Bottleneck(Insertion):
    """Adapter: h + W_up gelu(W_down h + b_down) + b_up.  W_down (m, d), W_up (d, m) start near zero, biases at zero."""

    def __init__(self, width: int, bottleneck: int) -> None:
        super().__init__()
        self.down = nn.Linear(width, bottleneck)
        self.up = nn.Linear(bottleneck, width)
        for linear in (self.down, self.up):
            nn.init.trunc_normal_(linear.weight, std=1e-2, a=-2e-2, b=2e-2)
            nn.init.zeros_(linear.bias)

    def forward(self, inputs: Tensor, outputs: Tensor) -> Tensor:
        inner = F.gelu(self.down(outputs.to(self.down.weight.dtype)))  # (B, T, m)
        return outputs + cast(Tensor, self.up(inner)).to(outputs.dtype)  # (B, T, d)


class Shift(Insertion):
    """A tuned bias beside the base's: h + (b_tuned - b_base)."""

    def __init__(self, difference: Tensor) -> None:
        super().__init__()
        self.difference = nn.Parameter(difference, requires_grad=False)  # (outputs,)

    def forward(self, inputs: Tensor, outputs: Tensor) -> Tensor:
        return outputs + self.difference.to(outputs.dtype)


class Renorm(Insertion):
    """A tuned normalisation in place of the base's: inputs normalised again. weight (d,); bias (d,), none for RMS."""

    def __init__(self, weight: Tensor, bias: Tensor | None, epsilon: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(weight, requires_grad=False)
        self.bias = None if bias is None else nn.Parameter(bias, requires_grad=False)
        self.epsilon = epsilon

    def forward(self, inputs: Tensor, outputs: Tensor) -> Tensor:
        inputs = inputs.to(self.weight.dtype)
        if self.bias is None:
            return F.rms_norm(inputs, self.weight.shape, self.weight, self.epsilon).to(outputs.dtype)
        return F.layer_norm(inputs, self.weight.shape, self.weight, self.bias, self.epsilon).to(outputs.dtype)

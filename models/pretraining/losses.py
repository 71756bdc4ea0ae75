"""The rows of one step, and what the model needs to predict them. Changes no weight."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn

from models.pretraining.plan import Plan
from models.texts.tokens import Tokens


def rows(stream: np.ndarray, plan: Plan, step: int) -> torch.Tensor:
    """The batch of one step: every epoch cuts the stream into blocks and visits them in a new order.  # (B, T)"""
    blocks = len(stream) // plan.block
    per_epoch = blocks // plan.batch
    epoch, position = divmod(step, per_epoch)
    order = np.random.default_rng((plan.seed, epoch)).permutation(blocks)
    chosen = order[position * plan.batch : (position + 1) * plan.batch]
    table = stream[: blocks * plan.block].reshape(blocks, plan.block)
    return torch.from_numpy(table[chosen].astype(np.int64))  # (B, T)


def loss_of(model: Callable[..., Any], ids: torch.Tensor) -> torch.Tensor:
    """Mean negative log-likelihood (nats per token) of each next token in rows of ids (B, T)."""
    with torch.autocast(ids.device.type, dtype=torch.bfloat16):
        logits = model(input_ids=ids).logits  # (B, T, V)
    return nn.functional.cross_entropy(logits[:, :-1].flatten(0, 1).float(), ids[:, 1:].flatten())


@torch.no_grad()
def bits_per_byte(model: nn.Module, tokens: Tokens, plan: Plan, device: str, limit: int = 512) -> float:
    """Bits the model needs for one byte of held-out text, BEGIN and END counted as cost; `limit` blocks at most."""
    stream = tokens.validation
    blocks = min(limit, len(stream) // plan.block)
    table = torch.from_numpy(stream[: blocks * plan.block].reshape(blocks, plan.block).astype(np.int64))
    whole = [part for part in torch.split(table, plan.batch) if len(part) == plan.batch]
    nats = [float(loss_of(model, part.to(device))) for part in whole]
    return sum(nats) / len(nats) / math.log(2) * len(stream) / tokens.validation_bytes

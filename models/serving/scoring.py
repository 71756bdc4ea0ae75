"""How likely a variant finds given continuations: the choice between labels. Knows no task.

B rows, T positions, P length of a prefix or prompt, V vocabulary.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from transformers import DynamicCache

from models.examples import Example
from models.generation import Engine
from models.tuning import longer


def log_likelihoods(engine: Engine, variant: str | None, rows: Sequence[Example]) -> list[float]:
    """Sum over each row's targets of log p, in nats. Between the engine's steps; its rows stay as they are.

    Raises Refused for rows that are longer than a row of the engine may be.
    """
    longest = max(len(row.ids) for row in rows)
    engine.must_fit(longest, None if variant is None else engine.ready[variant])
    ids = torch.zeros(len(rows), longest, dtype=torch.long, device=engine.base.device)
    mask = torch.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row.ids)] = torch.tensor(row.ids)
        mask[number, : len(row.ids)] = 1
    with torch.inference_mode():
        inputs, before = given(engine, variant, ids, mask)
        with engine.dispatch.acting([variant] * len(rows), longest + before):
            logits = engine.base.model(**inputs).logits[:, before:]  # (B, T, V)
        logs = torch.log_softmax(logits[:, :-1].float(), dim=-1).gather(2, ids[:, 1:, None])[..., 0]  # (B, T - 1)
    return [float(logs[number, row.start - 1 : len(row.ids) - 1].sum()) for number, row in enumerate(rows)]


def given(engine: Engine, variant: str | None, ids: Tensor, mask: Tensor) -> tuple[dict[str, Any], int]:
    """What the model is called with, and how many positions of its logits stand before the text."""
    ready = None if variant is None else engine.ready[variant]
    if ready is not None and ready.embeddings is not None:
        prompt, text = ready.embeddings, engine.embed(ids)  # (P, d), (B, T, d)
        whole = torch.cat([prompt.expand(len(ids), -1, -1).to(text.dtype), text], dim=1)  # (B, P + T, d)
        return {"inputs_embeds": whole, "attention_mask": longer(mask, len(prompt))}, len(prompt)
    if ready is not None and ready.keys_values is not None:
        cache = DynamicCache()
        kind = engine.embed.weight.dtype
        for layer, (keys, values) in enumerate(ready.keys_values.to(kind)):
            cache.update(keys.expand(len(ids), -1, -1, -1), values.expand(len(ids), -1, -1, -1), layer)  # (B, H, P, h)
        whole_mask = longer(mask, ready.keys_values.shape[3])
        return {"input_ids": ids, "attention_mask": whole_mask, "past_key_values": cache, "use_cache": True}, 0
    return {"input_ids": ids, "attention_mask": mask}, 0


def shares(logs: dict[str, float]) -> dict[str, float]:
    """Each label's share of the probability that the labels have together."""
    values = torch.tensor(list(logs.values()), dtype=torch.float64).softmax(0).tolist()
    return dict(zip(logs, values, strict=True))

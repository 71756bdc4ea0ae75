"""What is pretrained, and by what: the plan of a run, the model it begins with, its optimisers. Knows no data."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn
from transformers import OPTConfig, OPTForCausalLM

from models.texts.tokens import BEGIN, END


@dataclass(frozen=True)
class Plan:
    """Everything that decides a run besides the data. Times are minutes of training, evaluation included."""

    minutes: float = 120.0
    vocabulary: int = 8192
    width: int = 256
    layers: int = 6
    heads: int = 4
    inner: int = 1024
    context: int = 256
    batch: int = 32
    block: int = 128  # tokens per row; rows are cut from one packed stream
    matrix_rate: float = 0.02  # Muon
    other_rate: float = 3e-3  # AdamW: embeddings, positions, biases, LayerNorm
    warm_up: int = 50  # steps
    decay: float = 0.7  # the last share of the time in which the rate falls linearly to zero
    seed: int = 7
    threads: int = 1

    def rate(self, step: int, minute: float) -> float:
        """Factor on both rates, by wall clock, so that a slow machine still finishes its decay."""
        done = min(1.0, minute / self.minutes)
        return min(1.0, (step + 1) / self.warm_up) * min(1.0, (1.0 - done) / self.decay)


def fresh_model(plan: Plan) -> OPTForCausalLM:
    """OPT shape: LayerNorm, biases everywhere, separate q, k, v and output projections, learned positions."""
    return OPTForCausalLM(
        OPTConfig(
            vocab_size=plan.vocabulary,
            hidden_size=plan.width,
            word_embed_proj_dim=plan.width,
            num_hidden_layers=plan.layers,
            num_attention_heads=plan.heads,
            ffn_dim=plan.inner,
            max_position_embeddings=plan.context,
            activation_function="gelu",
            dropout=0.0,
            attention_dropout=0.0,
            pad_token_id=0,
            bos_token_id=BEGIN,
            eos_token_id=END,
        )
    )


def optimisers(model: nn.Module, plan: Plan) -> list[torch.optim.Optimizer]:
    """Muon for the matrices inside the layers, AdamW for everything else."""
    inside = {name for name, p in model.named_parameters() if p.ndim == 2 and "embed" not in name}
    matrices = [p for name, p in model.named_parameters() if name in inside]
    others = [p for name, p in model.named_parameters() if name not in inside]
    return [
        torch.optim.Muon(matrices, lr=plan.matrix_rate, weight_decay=0.0),
        torch.optim.AdamW(others, lr=plan.other_rate, betas=(0.9, 0.95), weight_decay=0.0),
    ]

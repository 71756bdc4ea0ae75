"""Pretrains the bundled base model: tokenizer, then a small OPT-shaped causal language model, resumable at any moment.

Why this shape and this optimiser: docs/decisions/base-model.md. Knows nothing of tuning methods.

    python -m models.pretraining DATA OUT --minutes 120
"""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # a spinning barrier starves whoever shares the cores

import numpy as np
import torch
from torch import nn
from transformers import OPTConfig, OPTForCausalLM

from models.texts.tokens import BEGIN, END, Tokens, for_transformers, prepare


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


class Run:
    """One pretraining, resumable: the model, its two optimisers, the step reached and the minutes spent."""

    def __init__(self, data: Path, out: Path, plan: Plan) -> None:
        torch.set_num_threads(plan.threads)
        torch.manual_seed(plan.seed)
        self.out, self.plan = out, plan
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.tokens: Tokens = prepare(data, out, plan.vocabulary)
        self.model: nn.Module = fresh_model(plan).to(self.device)  # type: ignore[arg-type]  # typed for placement maps
        self.optimisers = optimisers(self.model, plan)
        for group in self._groups():
            group["initial"] = group["lr"]
        self.step, self.minute = 0, 0.0
        if (out / "state.pt").exists():
            self._resume()
        self.compiled = torch.compile(self.model)
        loss_of(self.compiled, self._rows())  # compiling costs up to a minute: not training time

    def _groups(self) -> Iterator[dict[str, Any]]:
        return (group for optimiser in self.optimisers for group in optimiser.param_groups)

    def _rows(self) -> torch.Tensor:
        return rows(self.tokens.train, self.plan, self.step).to(self.device)  # (B, T)

    def _resume(self) -> None:
        state = torch.load(self.out / "state.pt", map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        for optimiser, kept in zip(self.optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(kept)
        self.step, self.minute = state["step"], state["minute"]

    def advance(self) -> float:
        """One step of both optimisers; the loss before it, in nats per token."""
        begun = time.monotonic()
        for group in self._groups():
            group["lr"] = group["initial"] * self.plan.rate(self.step, self.minute)
        loss = loss_of(self.compiled, self._rows())
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self.minute += (time.monotonic() - begun) / 60
        return float(loss.detach())

    def measure(self) -> float:
        """Bits per byte of the validation split."""
        self.model.eval()
        figure = bits_per_byte(self.model, self.tokens, self.plan, self.device)
        self.model.train()
        return figure

    def keep(self) -> None:
        """Written beside and renamed, so that a kill in between leaves the last good state."""
        state = {
            "model": self.model.state_dict(),
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
            "step": self.step,
            "minute": self.minute,
            "plan": asdict(self.plan),
        }
        torch.save(state, self.out / "state.writing")
        (self.out / "state.writing").replace(self.out / "state.pt")


def pretrain(data: Path, out: Path, plan: Plan) -> None:
    """Trains until the plan's time is used up; started again, it goes on where it stopped."""
    out.mkdir(parents=True, exist_ok=True)
    run = Run(data, out, plan)
    with (out / "log.jsonl").open("a") as log:
        while run.minute < plan.minutes:
            loss = run.advance()
            last = run.minute >= plan.minutes
            if run.step % 100 == 0 or last:
                figures = {"step": run.step, "minute": round(run.minute, 2), "loss": round(loss, 4)}
                if run.step % 500 == 0 or last:
                    figures["bits_per_byte"] = round(run.measure(), 4)
                print(json.dumps(figures), file=log, flush=True)
                run.keep()
    finished = fresh_model(plan)
    finished.load_state_dict(run.model.state_dict())
    nn.Module.to(finished, dtype=torch.float16)
    finished.save_pretrained(out / "base", safe_serialization=True)
    for_transformers(out / "tokenizer.json", plan.context).save_pretrained(out / "base")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=Plan.minutes)
    parser.add_argument("--threads", type=int, default=Plan.threads)
    options = parser.parse_args()
    pretrain(options.data, options.out, Plan(minutes=options.minutes, threads=options.threads))


if __name__ == "__main__":
    main()

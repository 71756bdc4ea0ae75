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
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # a spinning barrier starves whoever shares the cores

import numpy as np
import torch
from tokenizers import Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer
from torch import nn
from transformers import OPTConfig, OPTForCausalLM

from models.corpus import documents

SPECIAL = ["<pad>", "<s>", "</s>"]
BEGIN, END = 1, 2


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


def train_tokenizer(data: Path, plan: Plan) -> Tokenizer:
    """Byte-level BPE: every string has an encoding, and no character is ever unknown."""
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = BpeTrainer(
        vocab_size=plan.vocabulary,
        special_tokens=SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    sample = (text for number, text in enumerate(documents(data, "train")) if number % 2 == 0)
    tokenizer.train_from_iterator(sample, trainer)
    return tokenizer


def encode(tokenizer: Tokenizer, texts: Iterator[str]) -> tuple[np.ndarray, int]:
    """All documents as one stream of token ids, each between BEGIN and END; and how many bytes of text they hold."""
    stream: list[np.ndarray] = []
    size = 0
    for batch in batched(texts, 4096):
        size += sum(len(text.encode()) for text in batch)
        stream += [np.array([BEGIN, *row.ids, END], dtype=np.uint16) for row in tokenizer.encode_batch(batch)]
    return np.concatenate(stream), size


def batched(texts: Iterator[str], size: int) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def prepare(data: Path, out: Path, plan: Plan) -> tuple[np.ndarray, np.ndarray, int]:
    """Tokenizer and encoded splits, made once and kept in `out`: (train ids, validation ids, validation bytes)."""
    kept = out / "tokens.npz"
    if not kept.exists():
        tokenizer = train_tokenizer(data, plan)
        tokenizer.save(str(out / "tokenizer.json"))
        train, _ = encode(tokenizer, documents(data, "train"))
        validation, size = encode(tokenizer, documents(data, "validation"))
        np.savez(kept, train=train, validation=validation, bytes=np.array(size))
    arrays = np.load(kept)
    return arrays["train"], arrays["validation"], int(arrays["bytes"])


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


def loss_of(model: nn.Module, ids: torch.Tensor) -> torch.Tensor:
    """Mean negative log-likelihood (nats per token) of each next token in rows of ids (B, T)."""
    with torch.autocast(ids.device.type, dtype=torch.bfloat16):
        logits = model(input_ids=ids).logits  # (B, T, V)
    return nn.functional.cross_entropy(logits[:, :-1].flatten(0, 1).float(), ids[:, 1:].flatten())


@torch.no_grad()
def bits_per_byte(model: nn.Module, stream: np.ndarray, size: int, plan: Plan, device: str, limit: int = 512) -> float:
    """Bits the model needs for one byte of held-out text, BEGIN and END counted as cost; `limit` blocks at most."""
    blocks = min(limit, len(stream) // plan.block)
    table = torch.from_numpy(stream[: blocks * plan.block].reshape(blocks, plan.block).astype(np.int64))
    nats = [float(loss_of(model, part.to(device))) for part in table.split(plan.batch) if len(part) == plan.batch]
    return sum(nats) / len(nats) / math.log(2) * len(stream) / size


def save_state(path: Path, state: dict[str, object]) -> None:
    """Written beside and renamed, so that a kill in between leaves the last good state."""
    beside = path.with_suffix(".writing")
    torch.save(state, beside)
    beside.replace(path)


def pretrain(data: Path, out: Path, plan: Plan) -> None:
    """Trains until the plan's time is used up; started again, it goes on where it stopped."""
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    train, validation, size = prepare(data, out, plan)
    model = fresh_model(plan).to(device)
    steppers = optimisers(model, plan)
    step, minute, state_file = 0, 0.0, out / "state.pt"
    if state_file.exists():
        state = torch.load(state_file, map_location=device, weights_only=True)
        model.load_state_dict(state["model"])
        for stepper, kept in zip(steppers, state["optimisers"], strict=True):
            stepper.load_state_dict(kept)
        step, minute = state["step"], state["minute"]
    compiled = torch.compile(model)
    base = [group["lr"] if step == 0 else group["initial"] for s in steppers for group in s.param_groups]
    for group, rate in zip((g for s in steppers for g in s.param_groups), base, strict=True):
        group["initial"] = rate
    log = (out / "log.jsonl").open("a")
    compiled(input_ids=rows(train, plan, step).to(device))  # compiling costs up to a minute: not training time
    mark, tokens = time.monotonic(), 0
    while minute < plan.minutes:
        for stepper in steppers:
            for group in stepper.param_groups:
                group["lr"] = group["initial"] * plan.rate(step, minute)
        ids = rows(train, plan, step).to(device)  # (B, T)
        loss = loss_of(compiled, ids)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for stepper in steppers:
            stepper.step()
            stepper.zero_grad(set_to_none=True)
        step, tokens = step + 1, tokens + ids.numel()
        now = time.monotonic()
        minute, mark = minute + (now - mark) / 60, now
        if step % 100 == 0 or minute >= plan.minutes:
            figures = {"step": step, "minute": round(minute, 2), "loss": round(float(loss), 4)}
            if step % 500 == 0 or minute >= plan.minutes:
                model.eval()
                figures["bits_per_byte"] = round(bits_per_byte(model, validation, size, plan, device), 4)
                model.train()
            log.write(json.dumps(figures) + "\n")
            log.flush()
            kept_optimisers = [stepper.state_dict() for stepper in steppers]
            kept_state = {"model": model.state_dict(), "optimisers": kept_optimisers, "step": step, "minute": minute}
            save_state(state_file, {**kept_state, "plan": asdict(plan)})
    model.half().save_pretrained(out / "base", safe_serialization=True)


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

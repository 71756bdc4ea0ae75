"""One pretraining between its beginning and its end: a step, a measurement, a state that is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import nn

from models.pretraining.losses import bits_per_byte, loss_of, rows
from models.pretraining.plan import Plan, fresh_model, optimisers
from models.texts.tokens import Tokens, prepare


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

"""Training what a method left unfrozen: steps, validation, checkpoints. Knows no method by name and no task.

The order of rows and dropout are drawn from the seed and the number of the step alone, so a run that was stopped
and goes on reaches bit for bit what it would have reached without the stop.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 -- the field's name for it

from models.examples import Example
from models.learning.batches import Batch, batch_of, order
from models.learning.kept import Kept, identity, keep, kept
from models.learning.loss import Precision, check, logits_at, loss_over, mode, precision
from models.refusals import Refused
from models.tuning import Tuned, restore

__all__ = ["Plan", "Precision", "Step", "TrainingFailed", "check", "loss_over", "pace", "train"]

DIVERGED = 100.0  # nats per token; guessing evenly among all tokens costs ln(V), about 9
PAUSE = 10.0  # seconds between checkpoints


class TrainingFailed(RuntimeError):  # noqa: N818 -- what happened, as the learner reads it
    """The training cannot go on; the message says, in Korean, why and what to try. `code` is for programs."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Plan:
    """What decides a run besides data and model. `rate` is the highest, `warm_up` the share of steps before it."""

    steps: int
    rate: float
    batch: int = 32
    warm_up: float = 0.06
    seed: int = 0
    validate_every: int = 0  # steps; 0: only at the end
    precision: Precision = "fp32"

    def rate_at(self, step: int) -> float:
        """Rises linearly, then falls linearly to zero behind the last step. `step` counts from 0."""
        rise = max(1, round(self.warm_up * self.steps))
        return self.rate * min(1.0, (step + 1) / rise, (self.steps - step) / max(1, self.steps - rise))


@dataclass(frozen=True)
class Step:
    """Losses in nats per target token: `loss` of the batch before its update, `validation` after it, if measured."""

    number: int
    of: int
    loss: float
    validation: float | None
    seconds_left: float


def _never() -> bool:
    return False


def train(
    tuned: Tuned,
    examples: Sequence[Example],
    plan: Plan,
    validation: Sequence[Example] = (),
    folder: Path | None = None,
    stopped: Callable[[], bool] = _never,
) -> Iterator[Step]:
    """Trains `tuned.trainable`, one Step a yield. A run kept in `folder` goes on; a finished one repeats its last Step.

    Once `stopped()` is true, the checkpoint is written and the iteration ends early. Raises Refused for data that
    teaches nothing, TrainingFailed when the loss runs away, OSError when the checkpoint cannot be written.
    """
    check(tuned, [*examples, *validation])
    if not examples:
        raise Refused("학습할 예문이 없습니다. 예문을 하나 이상 넣어 주세요.", "lines")
    run = _Run(tuned, examples, plan, validation, folder)
    if run.done == plan.steps and run.last is not None:
        yield run.last
    with mode(tuned.model, training=True):
        while run.done < plan.steps:
            if stopped():
                return run.keep()
            yield run.advance()


def pace(tuned: Tuned, examples: Sequence[Example], plan: Plan, seconds: float = 2.0) -> float:
    """Seconds that one step takes here, measured on a few steps that are undone again."""
    before = {name: tensor.detach().clone() for name, tensor in tuned.trainable.items()}
    run = _Run(tuned, examples, replace(plan, steps=1_000_000), (), None)
    with mode(tuned.model, training=True):
        run.advance()  # the first is slower than all others
        begun = time.monotonic()
        while run.done < 4 or time.monotonic() - begun < seconds:
            run.advance()
    restore(tuned.model, before)
    return (time.monotonic() - begun) / (run.done - 1)


class _Run:
    """One training: what trains, its optimiser, and how many steps are done."""

    def __init__(
        self, tuned: Tuned, examples: Sequence[Example], plan: Plan, validation: Sequence[Example], folder: Path | None
    ) -> None:
        self.tuned, self.examples, self.plan, self.validation, self.folder = tuned, examples, plan, validation, folder
        self.lengths = [len(example.ids) for example in examples]
        self.optimiser = torch.optim.AdamW(tuned.trainable.values(), lr=plan.rate, weight_decay=0.0)
        self.device = next(tuned.model.parameters()).device
        self.forked = [self.device] if self.device.type == "cuda" else []
        self.done, self.last = 0, cast(Step | None, None)
        self.epoch, self.batches = -1, cast(list[list[int]], [])
        self.identity = identity(tuned, plan, examples) if folder else ""
        if folder and (found := kept(folder, self.identity)):
            self._resume(found)
        self.begun, self.begun_at, self.kept_at = time.monotonic(), self.done, time.monotonic()

    def _resume(self, found: Kept) -> None:
        for name, tensor in self.tuned.trainable.items():
            tensor.data.copy_(found["tensors"][name])
        self.optimiser.load_state_dict(found["optimiser"])
        self.done, self.last = found["step"], Step(**found["last"])

    def advance(self) -> Step:
        loss = self._update(self._batch())
        self.done += 1
        measured = self._measure()
        each = (time.monotonic() - self.begun) / (self.done - self.begun_at)
        self.last = Step(self.done, self.plan.steps, loss, measured, each * (self.plan.steps - self.done))
        if self.done == self.plan.steps or time.monotonic() - self.kept_at > PAUSE:
            self.keep()
        return self.last

    def _batch(self) -> Batch:
        per_epoch = max(1, len(self.examples) // self.plan.batch)
        epoch, position = divmod(self.done, per_epoch)
        if epoch != self.epoch:
            self.epoch, self.batches = epoch, order(self.lengths, self.plan.batch, self.plan.seed, epoch)
        return batch_of([self.examples[row] for row in self.batches[position]], self.device)

    def _update(self, batch: Batch) -> float:
        """One step of the optimiser; the loss before it, in nats per target token."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.plan.rate_at(self.done)
        with torch.random.fork_rng(self.forked), precision(self.device, self.plan.precision):
            torch.manual_seed(self.plan.seed * 1_000_003 + self.done)
            nats = F.cross_entropy(logits_at(self.tuned, batch).float(), batch.targets)
        loss = float(nats.detach())
        if not loss < DIVERGED:
            raise _ran_away()
        torch.autograd.backward(nats)
        if not bool(nn.utils.clip_grad_norm_(self.tuned.trainable.values(), 1.0).isfinite()):
            raise _ran_away()
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        return loss

    def _measure(self) -> float | None:
        every, last = self.plan.validate_every, self.done == self.plan.steps
        if not (last or (every and self.validation and self.done % every == 0)):
            return None
        rows = self.validation or self.examples[: self.plan.batch]  # the last update has to be looked at in any case
        nats = loss_over(self.tuned, rows, precise=self.plan.precision)
        if not nats < DIVERGED:
            raise _ran_away()
        return nats if self.validation else None

    def keep(self) -> None:
        if self.folder and self.last:
            keep(self.folder, self.identity, self.done, self.tuned.trainable, self.optimiser, self.last)
        self.kept_at = time.monotonic()


def _ran_away() -> TrainingFailed:
    return TrainingFailed(
        "학습이 발산했습니다: 손실이 수가 아니거나 터무니없이 커졌습니다. 학습률을 10분의 1로 줄여 다시 해 보세요.",
        "nan",
    )

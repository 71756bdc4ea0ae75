"""One job from its rows to the saved variant: base, method, number of steps, training. Knows no process."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, cast

import torch

from models import variants
from models.architectures.width import context_of
from models.base import Base, load
from models.devices import limit_threads, pick
from models.examples import Example
from models.jobs.job import SAVED, VARIANT, Finished, Job
from models.jobs.lines import read_lines, task_of
from models.jobs.progress import Cancelled, Saved, Started, Step, Told
from models.learning import kept
from models.methods import configure
from models.tasks import Task, examples, joined, task
from models.training import Plan, check, loss_over, pace, train
from models.tuning import Tuned

LOOKS = 10  # at the validation loss
HELD_OUT = 10  # of a learner's lines every tenth, where there are twice as many
VALIDATION = 128  # rows of a task
STEPS = "steps.json"

Rows = list[Example]


def do(job: Job, folder: Path, tell: Callable[[Told], None], stopped: Callable[[], bool]) -> Saved | Cancelled:
    """Trains and saves, going on where an earlier start stopped. Raises what models/trainer.py turns into words."""
    limit_threads(job.threads)
    base = load(job.base, pick(job.device))
    base.model.float()  # what trains needs whole precision
    total = sum(parameter.numel() for parameter in base.model.parameters())
    torch.manual_seed(job.seed)
    tuned = Tuned(base.model, job.method, configure(job.method, dict(job.config)))
    about, rows, held_out = _rows(job, base, tuned)
    plan = _plan(job, folder, tuned, rows, held_out)
    trainable = sum(tensor.numel() for tensor in tuned.trainable.values())
    begun, last = time.monotonic(), None
    done = kept.reached(folder)
    tell(
        Started(
            trainable=trainable,
            total=total,
            examples=len(rows),
            steps=plan.steps,
            done=done,
            device=str(base.device),
            untrained=loss_over(tuned, held_out, precise=plan.precision) if held_out else None,
        )
    )
    for step in train(tuned, rows, plan, held_out, folder, stopped):
        last = Step(**asdict(step))
        tell(last)
    if last is None or last.number < plan.steps:
        return Cancelled(number=last.number if last else done)
    variants.save(tuned, folder / VARIANT, task=about.slug, base=base.fingerprint)
    return _saved(job, folder, last, trainable, total, time.monotonic() - begun)


def _saved(job: Job, folder: Path, last: Step, trainable: int, total: int, seconds: float) -> Saved:
    """Noted in the folder, so that a second start has nothing to do; the checkpoint has served its time."""
    path = folder / VARIANT
    saved = Saved(
        path=str(path),
        steps=last.of,
        loss=last.loss,
        validation=last.validation,
        trainable=trainable,
        total=total,
        size=sum(file.stat().st_size for file in path.iterdir()),
        seconds=seconds,
    )
    kept.write(folder / SAVED, Finished(job=job, saved=saved).model_dump_json().encode())
    (folder / kept.NAME).unlink(missing_ok=True)
    return saved


def _rows(job: Job, base: Base, tuned: Tuned) -> tuple[Task, Rows, Rows]:
    """The task (a learner's lines make one of their own), the rows to learn from, and those held out to look at."""
    if job.lines is not None:
        read, _ = read_lines(job.lines)
        about = task_of(read)
        rows = [joined(about, row, base.encode, base.end) for row in read]
        check(tuned, rows)  # all of them at once, so that the number it names is that of the line
        every = HELD_OUT if len(rows) >= 2 * HELD_OUT else len(rows) + 1
        return about, [row for number, row in enumerate(rows, 1) if number % every], rows[every - 1 :: every]
    about, texts = task(job.task or ""), Path(job.texts or "")
    room = context_of(tuned.model) - tuned.length
    rows = examples(about, texts, "train", base.encode, base.end, job.rows, seed=job.seed, longest=room)
    held_out = examples(about, texts, "validation", base.encode, base.end, VALIDATION, longest=room)
    return about, rows, held_out


def _plan(job: Job, folder: Path, tuned: Tuned, rows: Rows, held_out: Rows) -> Plan:
    """As asked, or as many steps as fit the seconds; found once, since a run that goes on keeps its schedule."""
    plan = Plan(job.steps or 1, job.rate, job.batch, seed=job.seed, precision=job.precision)
    if job.seconds is not None:
        file = folder / STEPS
        found = _noted(file)
        if found.get("job") != job.model_dump():
            found = {"job": job.model_dump(), "steps": _fitting(job.seconds, tuned, rows, held_out, plan)}
            kept.write(file, json.dumps(found).encode())
        plan = replace(plan, steps=found["steps"])
    return replace(plan, validate_every=max(1, plan.steps // LOOKS))


def _noted(file: Path) -> dict[str, Any]:
    """Empty where nothing was noted, or a power failure tore it."""
    try:
        return cast(dict[str, Any], json.loads(file.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def _fitting(seconds: float, tuned: Tuned, rows: Rows, held_out: Rows, plan: Plan) -> int:
    """How many steps fit beside the looks at the validation loss and the measuring itself."""
    begun = time.monotonic()
    each = pace(tuned, rows, plan, min(2.0, seconds / 10))
    measured = time.monotonic()
    if held_out:
        loss_over(tuned, held_out, precise=plan.precision)
    looks = (time.monotonic() - measured) * (LOOKS + 2)  # of which one before the first step, one behind the last
    return max(LOOKS, int((seconds - (measured - begun) - looks) / each))

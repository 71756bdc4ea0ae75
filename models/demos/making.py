"""One variant made and measured: train, save as it ships, read back, measure. Knows no table."""

from __future__ import annotations

import copy
import shutil
import time
from pathlib import Path

import torch

from models.demos.measuring import figure
from models.demos.recipes import Recipe
from models.demos.results import Outcome
from models.demos.workshop import Workshop, hardware
from models.learning.loss import loss_over
from models.methods import configure
from models.tasks import Task
from models.training import Plan, train
from models.tuning import Tuned
from models.variants import attach, read, ready, save
from models.variants.fitting import OWN_COPY


def make(shop: Workshop, task: Task, recipe: Recipe, plan: Plan, folder: Path) -> Outcome:
    """Trains the recipe on the task; weights and `outcome.json` are kept in `folder`, and a second call goes on."""
    kept = folder / "outcome.json"
    if kept.exists():
        return Outcome.model_validate_json(kept.read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    seconds = _train(shop, task, recipe, plan, folder)
    outcome = measure(shop, task, recipe, plan, folder, seconds)
    kept.write_text(outcome.model_dump_json(indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(folder / "state", ignore_errors=True)
    return outcome


def _train(shop: Workshop, task: Task, recipe: Recipe, plan: Plan, folder: Path) -> float:
    """The variant of one training, saved; the seconds it took."""
    torch.manual_seed(plan.seed)
    tuned = Tuned(copy.deepcopy(shop.base.model), recipe.method, recipe.config)
    begun = time.monotonic()
    for _ in train(tuned, shop.examples(task, "train"), plan, folder=folder / "state"):
        pass
    seconds = time.monotonic() - begun
    save(tuned, folder / "variant", task=task.slug, base=shop.base.fingerprint, half=True)
    return seconds


def measure(shop: Workshop, task: Task, recipe: Recipe, plan: Plan, folder: Path, seconds: float) -> Outcome:
    """The figures of the weights as they lie in the file."""
    variant = read(folder / "variant")
    own = copy.deepcopy(shop.base.model)
    tuned = attach(own, variant)
    alone = recipe.method in OWN_COPY
    place = Workshop(
        type(shop.base)(shop.base.name, own, shop.base.tokenizer, shop.base.fingerprint), shop.texts, shop.work
    )
    trainable = Tuned(copy.deepcopy(shop.base.model), recipe.method, recipe.config).trainable.values()
    total = sum(p.numel() for p in shop.base.model.parameters())
    count = sum(p.numel() for p in trainable)
    return Outcome(
        task=task.slug,
        recipe=recipe.name,
        method=recipe.method,
        settings=configure(recipe.method, recipe.settings).model_dump(),
        seed=plan.seed,
        rate=plan.rate,
        steps=plan.steps,
        batch=plan.batch,
        base=shop.base.fingerprint,
        trainable=count,
        share=round(100 * count / total, 4),
        bytes=(folder / "variant" / "adapter_model.safetensors").stat().st_size,
        validation_loss=loss_over(tuned, shop.examples(task, "validation")),
        test_loss=loss_over(tuned, shop.examples(task, "test")),
        figure=figure(place if alone else shop, task, tuned, None if alone else ready(shop.base.model, variant)),
        seconds=round(seconds, 1),
        hardware=hardware(),
    )

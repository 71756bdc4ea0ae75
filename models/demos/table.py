"""From finished trainings to what ships: the table, the variants with their cards, and the record of the search."""

from __future__ import annotations

import copy
import json
import shutil
from importlib.metadata import version
from pathlib import Path

from models.demos.describing import describe
from models.demos.measuring import FIGURES, figure
from models.demos.rates import searches
from models.demos.recipes import MATCHED, RECIPES
from models.demos.results import Latency, Line, Outcome, Spread, Table, line, write_table
from models.demos.workshop import Workshop, hardware
from models.learning.loss import loss_over
from models.tasks import TASKS, Task
from models.texts.corpus import Split
from models.tuning import Tuned

SHIPPED_SEED = 0
HELD_OUT: tuple[Split, ...] = ("validation", "test")


def outcomes(work: Path) -> list[Outcome]:
    """All finished trainings below the work folder."""
    files = sorted(work.glob("make/*/*/*/outcome.json"))
    return [Outcome.model_validate_json(file.read_text(encoding="utf-8")) for file in files]


def table(shop: Workshop) -> Table:
    found = [outcome for outcome in outcomes(shop.work) if outcome.base == shop.base.fingerprint]
    latency = _latencies(shop.work / "latency.json")
    lines = [
        line(same, matched=name in MATCHED, latency=latency.get(name))
        for slug in TASKS
        for name in RECIPES
        if (same := [one for one in found if (one.task, one.recipe) == (slug, name)])
    ]
    tasks = [task for slug, task in TASKS.items() if any(one.task == slug for one in lines)]
    return Table(
        base=shop.base.fingerprint,
        base_name=shop.base.name,
        base_parameters=sum(p.numel() for p in shop.base.model.parameters()),
        base_bytes=sum(p.numel() for p in shop.base.model.parameters()) * 2,
        figures=FIGURES,
        test_rows={task.slug: len(shop.examples(task, "test")) for task in tasks},
        judge_accuracy=round(shop.judge_accuracy(), 3)
        if {"negative", "positive"} & {one.slug for one in tasks}
        else 0.0,
        hardware=hardware(),
        versions={name: version(name) for name in ("torch", "transformers")},
        untuned=tuple(untuned(shop, task, latency.get("base")) for task in tasks),
        lines=tuple(lines),
    )


def untuned(shop: Workshop, task: Task, latency: Latency | None) -> Line:
    """The base model on the task. A LoRA that has not trained changes no logit, so it stands for no method at all."""
    kept = shop.work / "untuned" / f"{task.slug}.json"
    if kept.exists():
        return Line.model_validate_json(kept.read_text(encoding="utf-8")).model_copy(update={"latency": latency})
    tuned = Tuned(copy.deepcopy(shop.base.model), "lora")
    losses = [loss_over(tuned, shop.examples(task, split)) for split in HELD_OUT]
    asked = figure(shop, task, tuned, None)
    validation, test, share = (Spread(mean=round(value, 4), deviation=None) for value in (*losses, asked))
    found = Line(
        task=task.slug,
        recipe="base",
        method="base",
        settings={},
        trainable=0,
        share=0.0,
        bytes=0,
        rate=0.0,
        steps=0,
        seeds=(),
        validation_loss=validation,
        test_loss=test,
        figure=share,
        seconds=Spread(mean=0.0, deviation=None),
        matched=False,
        latency=latency,
    )
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(found.model_dump_json(), encoding="utf-8")
    return found


def _latencies(file: Path) -> dict[str, Latency]:
    found = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {name: Latency.model_validate(one) for name, one in found.items()}


def publish(shop: Workshop, out: Path) -> Table:
    """Writes results.json, search.json, and one folder a variant with weights and card."""
    whole = table(shop)
    out.mkdir(parents=True, exist_ok=True)
    write_table(whole, out / "results.json")
    (out / "search.json").write_text(json.dumps(searches(shop.work), indent=1) + "\n", encoding="utf-8")
    for one in whole.lines:
        source = shop.work / "make" / one.task / one.recipe / str(SHIPPED_SEED) / "variant"
        folder = out / f"{one.task}-{one.recipe}"
        if source.exists() and one.recipe in RECIPES:
            _place(source, folder)
            (folder / "README.md").write_text(describe(whole, one), encoding="utf-8")
    return whole


def _place(source: Path, folder: Path) -> None:
    """The variant's files, replaced as a whole."""
    fresh = folder.with_name(folder.name + ".part")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(source, fresh)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)

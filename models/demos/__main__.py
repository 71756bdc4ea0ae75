"""One maker among several: works through the searches or trainings, skipping what another has claimed or finished.

python -m models.demos make --texts FOLDER --work FOLDER [--task T] [--recipe R] [--seeds 3] [--steps 400]
python -m models.demos spectrum --texts FOLDER --work FOLDER --out FOLDER, after `make`
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # a spinning barrier starves whoever shares the cores

import torch

from models.base import load
from models.demos.latency import measure_latencies
from models.demos.making import make
from models.demos.recipes import RATES, RECIPES, Recipe, chosen, recipe
from models.demos.searching import search
from models.demos.spectrum import spectrum
from models.demos.table import publish
from models.demos.updates import NAME, write_updates
from models.demos.workshop import Workshop
from models.locking import held
from models.refusals import Refused
from models.tasks import TASKS, Task, task
from models.training import Plan, TrainingFailed


def main() -> None:
    options = _options()
    torch.set_num_threads(options.threads)
    try:
        base = load(options.base, options.device)
    except Refused as refusal:
        sys.exit(str(refusal))
    shop = Workshop(base, options.texts, options.work)
    tasks = [task(slug) for slug in options.task or TASKS]
    recipes = [recipe(name) for name in options.recipe or RECIPES]
    if options.what == "latency":
        measure_latencies(shop, recipes, options.work / "latency.json")
    elif options.what == "publish":
        publish(shop, options.out)
    elif options.what == "spectrum":
        _take_apart(shop, tasks, options.out)
    else:
        _go_through(shop, tasks, recipes, options)


def _go_through(shop: Workshop, tasks: list[Task], recipes: list[Recipe], options: argparse.Namespace) -> None:
    """Every seed for all tasks and recipes before the next seed, so that a run cut short still has a whole table."""
    for seed in range(options.seeds if options.what == "make" else 1):
        for task_, recipe_ in product(tasks, recipes):
            plan = Plan(options.steps, 0.0, options.batch, seed=seed, precision=options.precision)
            folder = options.work / options.what / task_.slug / recipe_.name
            with claimed(folder, f"{seed}") as mine:
                if mine:
                    _work(shop, task_, recipe_, plan, folder, options)


def _take_apart(shop: Workshop, tasks: list[Task], out: Path) -> None:
    try:
        write_updates(spectrum(shop, tasks), out / NAME)
    except Refused as refusal:
        sys.exit(str(refusal))


def _work(shop: Workshop, task_: Task, recipe_: Recipe, plan: Plan, folder: Path, options: argparse.Namespace) -> None:
    """One entry of the list. A method that the base model cannot bear is left out, with the reason."""
    said: dict[str, Any] = {"task": task_.slug, "recipe": recipe_.name, "seed": plan.seed}
    try:
        if options.what == "search":
            _tell({**said, "found": search(shop, task_, recipe_, plan, folder)})
            return
        rate, steps = chosen(task_.slug, recipe_.name, plan.steps, options.rates)
        own = replace(plan, rate=rate, steps=steps)
        _tell({**said, "outcome": make(shop, task_, recipe_, own, folder / f"{plan.seed}").model_dump()})
    except (Refused, TrainingFailed) as error:
        _tell({**said, "left_out": str(error)})


def _tell(what: dict[str, Any]) -> None:
    """One line for whoever started this process."""
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")
    sys.stdout.flush()


@contextlib.contextmanager
def claimed(folder: Path, name: str) -> Iterator[bool]:
    """Whether nobody else is at it. A claim dies with its process: a killed maker blocks nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as claim:
        try:
            claim.enter_context(held(folder / f"{name}.claim"))
        except BlockingIOError:
            yield False
        else:
            yield True


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m models.demos", description=__doc__)
    parser.add_argument("what", choices=("search", "make", "latency", "publish", "spectrum"))
    parser.add_argument("--base", default="bundled")
    parser.add_argument("--device", default="cpu")
    parser.add_argument(
        "--texts", type=Path, required=True, help="folder with the files that models/texts/corpus.py names"
    )
    parser.add_argument(
        "--work", type=Path, required=True, help="what is finished is kept here; started again, it goes on"
    )
    parser.add_argument("--out", type=Path, help="where `publish` and `spectrum` write")
    parser.add_argument("--task", action="append", choices=tuple(TASKS))
    parser.add_argument("--recipe", action="append", choices=tuple(RECIPES))
    parser.add_argument("--rates", type=Path, default=RATES)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--precision", choices=("fp32", "bf16"), default="fp32", help="bf16 where the processor has it")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""Milliseconds for one more token of every row, by method and number of rows, each measured alone (decision 15).

Merged and unmerged for LoRA, unmerged for what cannot be; the smallest of several repeats: a neighbour only adds.
"""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import torch

from models.base import Base
from models.demos.measuring import LONGEST
from models.demos.recipes import Recipe
from models.demos.results import Latency
from models.demos.workshop import Workshop, hardware
from models.generation import Engine
from models.refusals import Refused
from models.sampling import Sampling
from models.tasks.prompts import OPENINGS
from models.tuning import Tuned
from models.variants import Ready, Variant, ready
from models.variants.fitting import OWN_COPY
from models.variants.merging import merge

ROWS = (1, 4, 16, 64)
TOKENS, REPEATS = 24, 7
MERGEABLE = ("lora",)
MERGED = " merged"


def measure_latencies(shop: Workshop, recipes: Iterable[Recipe], file: Path) -> None:
    """Writes {"base": ..., recipe: Latency ...}. All take turns, so that a slow minute hits all alike."""
    engines: dict[str, tuple[Engine, str | None]] = {"base": (_engine(shop.base, None), None)}
    for recipe in recipes:
        with suppress(Refused):  # the makers have said why this model cannot bear the method
            engines |= _candidates(shop.base, recipe)
    best: dict[str, dict[int, float]] = {name: {} for name in engines}
    for rows in ROWS:
        for _ in range(REPEATS):
            for name, (engine, variant) in engines.items():
                taken = per_token(engine, variant, rows, shop.base)
                best[name][rows] = round(min(taken, best[name].get(rows, taken)), 3)
    file.write_text(json.dumps(dict(_lines(best)), indent=1) + "\n", encoding="utf-8")


def _candidates(base: Base, recipe: Recipe) -> dict[str, tuple[Engine, str | None]]:
    """The recipe's engines. Values do not matter for time, so untrained modules stand for trained ones; weights that
    are themselves tuned (full) cost what the base costs."""
    if recipe.method in OWN_COPY:
        return {recipe.name: (_engine(base, None), None)}
    own = copy.deepcopy(base.model)
    tuned = Tuned(own, recipe.method, recipe.config)
    tensors = {name: tensor.detach() for name, tensor in tuned.trainable.items()}
    variant = Variant(recipe.method, recipe.config, tensors, task="", base=base.fingerprint)
    found: dict[str, tuple[Engine, str | None]] = {
        recipe.name: (_engine(base, ready(copy.deepcopy(base.model), variant)), "variant")
    }
    if recipe.method in MERGEABLE:
        merge(tuned)
        found[recipe.name + MERGED] = (_engine(Base(base.name, own, base.tokenizer, base.fingerprint), None), None)
    return found


def _engine(base: Base, what: Ready | None) -> Engine:
    own = Base(base.name, copy.deepcopy(base.model), base.tokenizer, base.fingerprint)
    engine = Engine(own, capacity=max(ROWS), longest=LONGEST)
    if what is not None:
        engine.add("variant", what)
    return engine


def _never_ends(base: Base) -> Callable[[list[int], int], bool]:
    """Texts that ended early would leave a smaller batch to be measured."""
    return lambda _, token: token != base.end


def _lines(best: dict[str, dict[int, float]]) -> Iterator[tuple[str, dict[str, object]]]:
    for name, taken in best.items():
        if not name.endswith(MERGED):
            found = Latency(unmerged=taken, merged=best.get(name + MERGED), hardware=hardware())
            yield name, found.model_dump(mode="json")


@torch.inference_mode()
def per_token(engine: Engine, variant: str | None, rows: int, base: Base) -> float:
    """Milliseconds per step of `rows` rows once their prompts are read."""
    for key in range(rows):
        ids = base.encode(OPENINGS[key % len(OPENINGS)])
        engine.join(key, ids, variant, Sampling(length=TOKENS + 2), allowed=_never_ends(base))
    engine.step()  # reads the prompts
    begun = time.perf_counter()
    for _ in range(TOKENS):
        engine.step()
    taken = (time.perf_counter() - begun) / TOKENS * 1000
    for key in range(rows):
        engine.leave(key)
    return taken

"""Milliseconds for one more token of every row, by method and number of rows, each measured alone (decision 15).

Merged and unmerged for LoRA, unmerged for what cannot be; the least of several medians: a neighbour only adds.
"""

from __future__ import annotations

import copy
import json
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
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
TOKENS, REPEATS = 24, 9
MERGEABLE = ("lora",)
MERGED = " merged"


@dataclass(frozen=True)
class _Candidate:
    """What is measured: the recipe's variant beside the weights, merged into them, or (both None) the plain weights."""

    name: str
    beside: Ready | None = None
    inside: Recipe | None = None


def measure_latencies(shop: Workshop, recipes: Iterable[Recipe], file: Path) -> None:
    """Writes {"base": ..., recipe: Latency ...}.

    One engine over one copy of the weights serves all: where weights lie in memory alone moves a step by 10 %. All take
    turns, so that a slow minute hits all alike.
    """
    own = copy.deepcopy(shop.base.model)
    base = Base(shop.base.name, own, shop.base.tokenizer, shop.base.fingerprint)
    engine = Engine(base, capacity=max(ROWS), longest=LONGEST)
    candidates = [_Candidate("base"), *_candidates(shop.base, recipes)]
    best: dict[str, dict[int, float]] = {candidate.name: {} for candidate in candidates}
    for rows in ROWS:
        for _ in range(REPEATS):
            for candidate in candidates:
                taken = _turn(engine, candidate, rows)
                kept = best[candidate.name]
                kept[rows] = round(min(taken, kept.get(rows, taken)), 3)
    file.write_text(json.dumps(dict(_lines(best)), indent=1) + "\n", encoding="utf-8")


def _candidates(base: Base, recipes: Iterable[Recipe]) -> Iterator[_Candidate]:
    """Values do not matter for time, so untrained modules stand for trained ones; weights that are themselves tuned
    (full) cost what the base costs."""
    for recipe in recipes:
        if recipe.method in OWN_COPY:
            yield _Candidate(recipe.name)
            continue
        with suppress(Refused):  # the makers have said why this model cannot bear the method
            tuned = Tuned(copy.deepcopy(base.model), recipe.method, recipe.config)
            tensors = {name: tensor.detach() for name, tensor in tuned.trainable.items()}
            variant = Variant(recipe.method, recipe.config, tensors, task="", base=base.fingerprint)
            yield _Candidate(recipe.name, beside=ready(base.model, variant))
            if recipe.method in MERGEABLE:
                yield _Candidate(recipe.name + MERGED, inside=recipe)


def _turn(engine: Engine, candidate: _Candidate, rows: int) -> float:
    """One measurement; the engine and its weights are as before afterwards."""
    if candidate.beside is not None:
        engine.add("variant", candidate.beside)
        taken = per_token(engine, "variant", rows)
        engine.remove("variant")
        return taken
    if candidate.inside is None:
        return per_token(engine, None, rows)
    tuned = Tuned(engine.base.model, candidate.inside.method, candidate.inside.config)
    merge(tuned)
    taken = per_token(engine, None, rows)
    tuned.detach()
    return taken


def _never_ends(base: Base) -> Callable[[list[int], int], bool]:
    """Texts that ended early would leave a smaller batch to be measured."""
    return lambda _, token: token != base.end


def _lines(best: dict[str, dict[int, float]]) -> Iterator[tuple[str, dict[str, object]]]:
    for name, taken in best.items():
        if not name.endswith(MERGED):
            found = Latency(unmerged=taken, merged=best.get(name + MERGED), hardware=hardware())
            yield name, found.model_dump(mode="json")


@torch.inference_mode()
def per_token(engine: Engine, variant: str | None, rows: int) -> float:
    """Milliseconds per step of `rows` rows once their prompts are read."""
    for key in range(rows):
        ids = engine.base.encode(OPENINGS[key % len(OPENINGS)])
        engine.join(key, ids, variant, Sampling(length=TOKENS + 2), allowed=_never_ends(engine.base))
    engine.step()  # reads the prompts
    taken = [_timed(engine.step) for _ in range(TOKENS)]
    for key in range(rows):
        engine.leave(key)
    return statistics.median(taken)


def _timed(step: Callable[[], object]) -> float:
    begun = time.perf_counter()
    step()
    return (time.perf_counter() - begun) * 1000

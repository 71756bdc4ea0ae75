"""The computations behind keys that can be run, by name: `module.function`. A module is imported when it is asked for.

Knows no quiz and no key: a check says what it found, and `seodang verify` compares. Imports no torch by itself.
"""

from __future__ import annotations

from importlib import import_module

from models.checks.check import CHECKS, Check, Observed, check

__all__ = ["MODULES", "Check", "Observed", "check", "find", "names"]

MODULES = (
    "adapters",
    "attending",
    "batching",
    "blocks",
    "context",
    "corrupting",
    "costing",
    "counting",
    "distances",
    "distilling",
    "elmo",
    "embedding",
    "encoders",
    "entrances",
    "freezing",
    "grids",
    "in_context",
    "leaps",
    "masked",
    "merging",
    "permuted",
    "places",
    "predicting",
    "pretexts",
    "products",
    "prompts",
    "pruning",
    "quantising",
    "ranks",
    "recurrent",
    "replaced",
    "retrieving",
    "rotating",
    "shares",
    "sharing",
    "sight",
    "shortcuts",
    "shrinking",
    "spanbert",
    "spans",
    "starting",
    "storing",
    "structures",
    "switching",
    "tokenised",
    "training_costs",
    "transfer",
    "unchanged",
    "updating",
    "working",
)


def find(name: str) -> Check | None:
    """The check of that name, or None. Imports the module that holds it, which may import torch."""
    module = name.partition(".")[0]
    if module in MODULES:
        import_module(f"models.checks.{module}")
    return CHECKS.get(name)


def names() -> list[str]:
    """Every check there is. Imports all their modules, torch included."""
    for module in MODULES:
        import_module(f"models.checks.{module}")
    return sorted(CHECKS)

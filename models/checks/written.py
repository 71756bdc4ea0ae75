"""The names of all checks and what they prove, read from the text of their modules, so that nothing is imported. Runs
nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeGuard

from models.checks import MODULES


def written() -> tuple[str, ...]:
    """`module.function` of all that `@check(...)` declares: what `models.checks.names` finds by importing."""
    return tuple(described())


@cache
def described() -> Mapping[str, str]:
    """What each check proves, in a sentence for learners, by its name."""
    return MappingProxyType({f"{module}.{name}": proves for module in MODULES for name, proves in _declared(module)})


def _declared(module: str) -> Iterator[tuple[str, str]]:
    tree = ast.parse((Path(__file__).parent / f"{module}.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield from ((node.name, ast.literal_eval(call.args[0])) for call in filter(_declares, node.decorator_list))


def _declares(decorator: ast.expr) -> TypeGuard[ast.Call]:
    return isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.func.id == "check"

"""The names of all checks, read from the text of their modules, so that nothing is imported. Runs nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from models.checks import MODULES


@cache
def written() -> tuple[str, ...]:
    """`module.function` of all that `@check(...)` declares: what `models.checks.names` finds by importing."""
    return tuple(f"{module}.{name}" for module in MODULES for name in _declared(module))


def _declared(module: str) -> Iterator[str]:
    tree = ast.parse((Path(__file__).parent / f"{module}.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and any(map(_declares, node.decorator_list)):
            yield node.name


def _declares(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.func.id == "check"

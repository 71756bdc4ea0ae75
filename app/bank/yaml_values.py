"""A tree of YAML -> plain values, with the mistakes of its form. Knows no file and nothing of what it means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from app.bank.problems import Place, Problem, problem

CORE = "tag:yaml.org,2002:"


def value_of(node: yaml.Node, file: str, problems: list[Problem]) -> Any:
    """The plain value of a tree; what is wrong with it joins `problems`."""
    kind = node.tag.removeprefix(CORE)
    if kind not in {"map", "seq", *_SCALARS}:
        message = f"‘{node.tag}’ 꼬리표는 쓸 수 없습니다. 지워 주세요."
        problems.append(problem(place_of(file, node), "yaml-tag", message))
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, file, problems)
    if isinstance(node, yaml.SequenceNode):
        return [value_of(item, file, problems) for item in node.value]
    return _scalar(node, kind, file, problems)


def _scalar(node: yaml.Node, kind: str, file: str, problems: list[Problem]) -> Any:
    try:
        return _SCALARS[kind](node.value)
    except (KeyError, ValueError):  # only a tag written out can lie
        message = f"‘{node.value}’에 맞지 않는 꼬리표입니다. 지워 주세요."
        problems.append(problem(place_of(file, node), "yaml-tag", message))
        return node.value


def _mapping(node: yaml.MappingNode, file: str, problems: list[Problem]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, item in node.value:
        if not isinstance(name, yaml.ScalarNode):
            problems.append(
                problem(place_of(file, name), "yaml", "이름 자리에 목록이 있습니다. 쌍점 앞에는 낱말만 씁니다.")
            )
        elif name.value in found:
            message = f"‘{name.value}’이(가) 두 번 나옵니다. 하나를 지워 주세요."
            problems.append(problem(place_of(file, name), "duplicate-key", message))
        else:
            found[name.value] = value_of(item, file, problems)
    return found


def _integer(text: str) -> int | str:
    if len(text) > 40:
        return text
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


def _float(text: str) -> float:
    plain = text.casefold()
    return float(plain.replace(".", "") if plain.endswith(("inf", "nan")) else plain)


_SCALARS: dict[str, Callable[[str], Any]] = {
    "str": str,
    "null": lambda text: None,
    "bool": lambda text: text.casefold() == "true",
    "int": _integer,
    "float": _float,
}


def place_of(file: str, node: Any) -> Place:
    """Where a node, or an event, begins; the top of the file where there is none."""
    return Place(file, node.start_mark.line + 1, node.start_mark.column + 1) if node is not None else Place(file)

"""One field of an item's text written anew, put in, or taken out; every other line stays byte for byte."""

from __future__ import annotations

from collections.abc import Sequence

import yaml
from ruamel.yaml.comments import CommentedMap

from app.authoring import items
from app.bank import documents


def with_field(text: str, whole: CommentedMap, name: str, order: Sequence[str]) -> str:
    """The text with the field as `whole` has it; without it where it is gone. `order` says where a new one goes.
    Raises ItemError."""
    try:
        lines, spans = text.splitlines(keepends=True), _spans(text)
    except yaml.YAMLError:
        raise items.ItemError("YAML로 읽을 수 없어 칸의 값을 넣지 못했습니다. 글로 고쳐 주세요.") from None
    new = _written(whole, name)
    if name in spans:
        first, last = spans[name]
    else:
        before = [other for other in order[: order.index(name)] if other in spans]
        first = last = spans[before[-1]][1] if before else len(lines)
    return "".join([*lines[:first], new, *lines[last:]])


def field_at(text: str, line: int) -> str:
    """The field in which a line of the text stands, counted from 1; "" where there is none, or the text is no item."""
    try:
        spans = _spans(text)
    except yaml.YAMLError:
        return ""
    return next((name for name, (first, last) in spans.items() if first < line <= last), "")


def _written(whole: CommentedMap, name: str) -> str:
    if name not in whole:
        return ""
    alone = CommentedMap()
    alone[name] = whole[name]
    if name in whole.ca.items:
        alone.ca.items[name] = whole.ca.items[name]
    lines = items.written(alone).splitlines()
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()  # what stands between two fields stays where it is
    return "\n".join(lines) + "\n"


def _spans(text: str) -> dict[str, tuple[int, int]]:
    """The lines of each field at the margin, without the gap and the comments before the next."""
    root = yaml.compose(text, Loader=documents.Loader)
    if not isinstance(root, yaml.MappingNode) or not root.value:
        return {}
    if not all(isinstance(name, yaml.ScalarNode) for name, _ in root.value):  # `? [a]`, which no item is
        return {}
    names = [name for name, _ in root.value]
    lines = text.splitlines()
    ends = [*(name.start_mark.line for name in names[1:]), len(lines)]
    return {name.value: (name.start_mark.line, _end(lines, last)) for name, last in zip(names, ends, strict=True)}


def _end(lines: Sequence[str], last: int) -> int:
    while last > 1 and (lines[last - 1].startswith("#") or not lines[last - 1].strip()):
        last -= 1
    return last

"""One item of a unit's `quiz.yaml` as text: read out, replaced, appended, taken away. The rest of the file stays byte
for byte, comments and order included. Knows nothing of what an item means."""

from __future__ import annotations

import io
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import LiteralScalarString

from app.bank import documents

WIDTH = 120
ALONE = "문항 하나만, 문서를 나누는 표시(---, ...) 없이 적어 주세요."


class ItemError(ValueError):
    """The text is not one item of a unit, or the unit holds none of that id. The message says what to mend."""


def item_text(unit: str, item: str) -> str:
    """The item's lines as they stand, moved to the margin. Raises ItemError."""
    first, last = _span(unit, item)
    lines = unit.splitlines(keepends=True)[first:last]
    return "".join(line[2:] if line[:2] in ("- ", "  ") else line.lstrip(" ") for line in lines).rstrip() + "\n"


def replace_item(unit: str, item: str, text: str) -> str:
    """The unit with that item's lines replaced. Raises ItemError."""
    first, last = _span(unit, item)
    lines = unit.splitlines(keepends=True)
    return "".join([*lines[:first], _entry(text), *lines[last:]])


def append_item(unit: str, text: str) -> str:
    """The unit with one more item at its end. Raises ItemError."""
    return f"{unit.rstrip()}\n\n{_entry(text)}"


def remove_item(unit: str, item: str) -> str:
    first, last = _span(unit, item)
    lines = unit.splitlines(keepends=True)
    return "".join([*lines[:first], *lines[last:]])


def line_of(unit: str, item: str) -> int:
    """The lines of the file before the item's first. Raises ItemError."""
    return _span(unit, item)[0]


def ids(unit: str) -> list[str]:
    """Of every item, in the order of the file."""
    return [found for entry in _entries(unit) if (found := _id(entry))]


def dumped(fields: dict[str, Any]) -> str:
    """Fields of a form as an item's text, in their order; what has several lines is written as a block."""
    out = io.StringIO()
    _yaml().dump({name: _blocks(value) for name, value in fields.items()}, out)
    return out.getvalue()


def written(item: CommentedMap) -> str:
    """A mapping of `parsed` as text again, comments and styles kept."""
    out = io.StringIO()
    _yaml().dump(item, out)
    return out.getvalue()


def parsed(text: str) -> CommentedMap:
    """An item's text as a mapping that remembers its comments. Raises ItemError."""
    try:
        bomb = documents.bomb("", text)
        found = None if bomb else _yaml().load(text)  # which takes seconds for three thousand brackets
    except (YAMLError, yaml.YAMLError) as error:
        raise ItemError(f"YAML로 읽을 수 없습니다. {_where(error)}") from None
    except ValueError as error:  # the 99th month, five thousand digits
        raise ItemError(f"YAML로 읽을 수 없는 값이 있습니다. ({str(error)[:80]})") from None
    if bomb:
        raise ItemError(f"{documents.BOMB} {bomb.line}째 줄 {bomb.column}째 칸을 살펴 주세요.")
    if not isinstance(found, CommentedMap):
        raise ItemError("문항 하나를 ‘칸: 값’ 꼴로 적어 주세요.")
    return found


def _entry(text: str) -> str:
    """An item's text as an entry of the list. What is said above its first field stands above its dash."""
    whole = parsed(text)
    lines = text.strip("\n").split("\n")
    first = next(at for at, line in enumerate(lines) if line.strip() and not line.startswith("#"))
    indented = [*lines[:first], f"- {lines[first]}", *(f"  {line}" if line else "" for line in lines[first + 1 :])]
    entry = "\n".join(indented) + "\n"
    if [_id(found) for found in _entries(f"items:\n{entry}")] != [str(whole.get("id", ""))]:
        raise ItemError(ALONE)
    return entry


def _span(unit: str, item: str) -> tuple[int, int]:
    """The lines of an item, from its dash to its last word."""
    entries, lines = _entries(unit), unit.splitlines()
    found = [at for at, entry in enumerate(entries) if _id(entry) == item]
    if not found:
        raise ItemError(f"‘{item}’ 문항이 이 단원에 없습니다. 지워졌거나 이름이 바뀌었을 수 있습니다.")
    start, rest = entries[found[0]].start_mark.line, entries[found[0] + 1 :]
    end = rest[0].start_mark.line if rest else len(lines)
    while end > start + 1 and (lines[end - 1].startswith("#") or not lines[end - 1].strip()):
        end -= 1  # the gap, and a comment at the margin, belong to what comes next
    return start, end


def _entries(unit: str) -> list[yaml.Node]:
    """The items as nodes that know their lines, read by the bank's own fast reader."""
    try:
        root = yaml.compose(unit, Loader=documents.Loader)
    except yaml.YAMLError as error:
        raise ItemError(f"YAML로 읽을 수 없습니다. {_where(error)}") from None
    fields = root.value if isinstance(root, yaml.MappingNode) else []
    for name, value in fields:
        if name.value == "items" and isinstance(value, yaml.SequenceNode):
            return list(value.value)
    raise ItemError("‘items’ 목록이 없는 파일입니다.")


def _id(entry: yaml.Node) -> str:
    fields = entry.value if isinstance(entry, yaml.MappingNode) else []
    return next((str(value.value) for name, value in fields if name.value == "id"), "")


def _blocks(value: Any) -> Any:
    if isinstance(value, str) and "\n" in value:
        return LiteralScalarString(value)
    if isinstance(value, list):
        return [_blocks(each) for each in value]
    if isinstance(value, dict):
        return {name: _blocks(each) for name, each in value.items()}
    return value


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f"{mark.line + 1}째 줄 {mark.column + 1}째 칸을 살펴 주세요." if mark else ""
    return f"{place} ({getattr(error, 'problem', None) or 'not YAML'})".strip()


def _yaml() -> YAML:
    """The writer: YAML 1.2, so that `O`, `no` and `on` stay text, as they do for the reader of the bank."""
    writer = YAML()
    writer.preserve_quotes = True
    writer.width = WIDTH
    writer.allow_unicode = True
    return writer

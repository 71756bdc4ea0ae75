"""An item's text <-> the boxes of its form. Only fields that were changed are written anew; every other line stays as
it is. Knows neither requests nor HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from app.authoring import items
from app.authoring.editing import codecs
from app.authoring.editing.fields import Field, fields_of
from app.authoring.editing.patching import with_field
from app.authoring.items import ItemError

Sent = Mapping[str, Sequence[str]]
SPARE = 1  # empty rows at the end of a table


@dataclass(frozen=True)
class Box:
    """A field with what stands in it; `locked` where a box cannot hold what the text says."""

    field: Field
    value: str = ""
    rows: tuple[tuple[Box, ...], ...] = ()
    locked: bool = False

    @property
    def many(self) -> bool:
        return bool(self.field.parts)


@dataclass(frozen=True)
class Form:
    """The boxes of one item, and the names of the fields that only its text shows."""

    kind: str
    boxes: tuple[Box, ...]
    rest: tuple[str, ...]


def form(text: str) -> Form | None:
    """None for a kind without a form, and for a text that is no item."""
    try:
        whole = items.parsed(text)
    except ItemError:
        return None
    kind = str(whole.get("kind"))
    fields = fields_of(kind)
    if not fields:
        return None
    names = {"id", "kind", *(field.name for field in fields)}
    boxes = tuple(_box(field, whole.get(field.name)) for field in fields)
    return Form(kind, boxes, tuple(name for name in whole if name not in names))


def applied(text: str, sent: Sent) -> str:
    """The text with what the form changed. What the form did not send stays. Raises ItemError."""
    whole = items.parsed(text)
    fields = fields_of(str(whole.get("kind")))
    order = ["id", "kind", *(field.name for field in fields)]
    for field in fields:
        if not fits(field, whole.get(field.name)):
            continue
        changed, value = _read(field, whole, sent)
        if changed:
            whole.pop(field.name, None) if value is None else whole.__setitem__(field.name, value)
            text = with_field(text, whole, field.name, order)
    return text


def _read(field: Field, whole: CommentedMap, sent: Sent) -> tuple[bool, Any]:
    """Whether the boxes of a field hold something else than the text, and what."""
    if field.single:
        return _mapping(field, whole.get(field.name), sent)
    return _table(field, whole.get(field.name), sent) if field.parts else _one(field, whole, sent)


def fits(field: Field, value: Any) -> bool:
    """Whether the boxes can hold all that is written there. What a row says beyond its boxes stays beside them."""
    if value is None or value == [] or value == {}:
        return True
    if not field.parts:
        return _same(field.codec.read(_shown(field, value)), value)
    rows = [_whole(field, value)] if field.single else value if isinstance(value, list) else [None]
    return all(isinstance(row, dict) and all(fits(part, row.get(part.name)) for part in field.parts) for row in rows)


def _same(one: Any, two: Any) -> bool:
    """How a text is broken into lines does not matter here, nor whether a name was quoted."""
    if isinstance(one, dict) and isinstance(two, dict):
        return {codecs.plain(name): value for name, value in one.items()} == {
            codecs.plain(name): value for name, value in two.items()
        }
    if isinstance(two, str):
        return " ".join(str(one or "").split()) == " ".join(two.split())
    return bool(one == two)


def _box(field: Field, value: Any) -> Box:
    if not fits(field, value):
        return Box(field, locked=True)
    if not field.parts:
        return Box(field, _shown(field, value))
    rows = [_whole(field, value)] if field.single else [*(value or ()), *({} for _ in range(SPARE))]
    return Box(field, rows=tuple(tuple(_box(part, row.get(part.name)) for part in field.parts) for row in rows))


def _shown(field: Field, value: Any) -> str:
    return field.codec.show(field.default if value is None else value)


def _one(field: Field, holder: CommentedMap, sent: Sent) -> tuple[bool, Any]:
    """Whether the box holds something else, and what."""
    value = holder.get(field.name)
    told = _sent(sent, field.name, 0)
    if told is None or told.strip() == _shown(field, value).strip():
        return False, value
    return True, field.codec.read(told)


def _table(field: Field, value: Any, sent: Sent) -> tuple[bool, Any]:
    rows = value if isinstance(value, CommentedSeq) else CommentedSeq()
    count = max((len(sent.get(f"{field.name}.{part.name}", ())) for part in field.parts), default=0)
    changed, emptied = False, []
    for at in range(count):
        told = {part.name: _sent(sent, f"{field.name}.{part.name}", at) or "" for part in field.parts}
        if _is_empty(field, told):
            emptied += [at] if at < len(rows) else []
            continue
        if at >= len(rows):
            rows.append(_row(rows))
        changed = _fill(field, rows[min(at, len(rows) - 1)], told) or changed
    for at in reversed(emptied):
        del rows[at]
    return changed or bool(emptied), rows or None


def _mapping(field: Field, value: Any, sent: Sent) -> tuple[bool, Any]:
    told = {part.name: _sent(sent, f"{field.name}.{part.name}", 0) for part in field.parts}
    if None in told.values():
        return False, value
    if _is_empty(field, {name: text or "" for name, text in told.items()}):
        return value is not None, None
    whole = _whole(field, value)
    changed = _fill(field, whole, {name: text or "" for name, text in told.items()})
    return changed, whole[field.alone] if list(whole) == [field.alone] else whole


def _whole(field: Field, value: Any) -> Any:
    """The mapping that a value is, or is short for."""
    if isinstance(value, dict) or (value is not None and not field.alone):
        return value
    whole = CommentedMap({} if value is None else {field.alone: value})
    if field.alone:
        whole.fa.set_flow_style()
    return whole


def _is_empty(field: Field, told: Mapping[str, str]) -> bool:
    return not any(told[part.name].strip() for part in field.parts if not part.choices)


def _fill(field: Field, row: CommentedMap, told: Mapping[str, str]) -> bool:
    changed = False
    for part in field.parts:
        differs, value = _one(part, row, {part.name: [told[part.name]]})
        if differs:
            row.pop(part.name, None) if value is None else row.__setitem__(part.name, value)
        changed = changed or differs
    return changed


def _row(rows: CommentedSeq) -> CommentedMap:
    """A new row, written like the one before it."""
    row = CommentedMap()
    if not rows or rows[-1].fa.flow_style():
        row.fa.set_flow_style()
    return row


def _sent(sent: Sent, name: str, at: int) -> str | None:
    values = sent.get(name, ())
    return values[at].replace("\r\n", "\n") if at < len(values) else None

"""A value of an item as the text of one box, and back. What cannot be read stays text, for the checks to tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString

AND, OR = " & ", " | "
SHORT = 90  # a list that fits a line is written in one


@dataclass(frozen=True)
class Codec:
    """`show` makes the text of a box, `read` the value again (None: the field is left out)."""

    widget: str  # line | area | select
    show: Callable[[Any], str]
    read: Callable[[str], Any]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value).strip()


def _words(text: str) -> Any:
    return " ".join(text.split()) or None


def _prose(text: str) -> Any:
    told = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return LiteralScalarString(told + "\n") if "\n" in told else told or None


def _number(text: str) -> Any:
    plain = text.strip().replace(",", "")
    if re.fullmatch(r"[-+]?\d+", plain):
        return int(plain)
    try:
        return float(plain) if re.fullmatch(r"[-+\d.eE]+", plain) else plain or None
    except ValueError:
        return plain


def _truth(text: str) -> Any:
    return {"true": True, "false": False}.get(text)


def _lines(value: Any) -> str:
    return "\n".join(_text(each) for each in value) if isinstance(value, list) else _text(value)


def _listed(text: str) -> Any:
    return flowing([line.strip() for line in text.splitlines() if line.strip()]) or None


def _ways(value: Any) -> str:
    if not isinstance(value, list):
        return ""
    return "\n".join(AND.join(OR.join(map(_text, idea)) for idea in way) for way in value)


def _said(text: str) -> Any:
    ways = [[_parts(idea, OR) for idea in _parts(line, AND)] for line in text.splitlines() if line.strip()]
    return flowing(ways) or None


def _parts(text: str, mark: str) -> list[str]:
    return [part.strip() for part in text.split(mark.strip()) if part.strip()]


def _named(value: Any) -> str:
    rows = value.items() if isinstance(value, dict) else ()
    return "\n".join(
        f"{name}: {', '.join(map(_text, each)) if isinstance(each, list) else each}" for name, each in rows
    )


def _numbers(text: str) -> Any:
    """`d: 768, 1024` a line."""
    return _pairs(text, lambda told: flowing([_number(part) for part in told.split(",") if part.strip()]))


def _factors(text: str) -> Any:
    return _pairs(text, _number)


def _pairs(text: str, read: Callable[[str], Any]) -> Any:
    rows = (line.partition(":") for line in text.splitlines() if line.strip())
    found = CommentedMap((name.strip(), read(told)) for name, _, told in rows)
    found.fa.set_flow_style()
    return found or None


def flowing(values: list[Any]) -> CommentedSeq:
    """A list as it is written: in one line where it is short."""
    inner = [flowing(value) if isinstance(value, list) else value for value in values]
    found = CommentedSeq(inner)
    if len(str(values)) <= SHORT:
        found.fa.set_flow_style()
    return found


WORDS = Codec("line", _text, _words)
PROSE = Codec("area", _text, _prose)
NUMBER = Codec("line", _text, _number)
TRUTH = Codec("select", _text, _truth)
LINES = Codec("area", _lines, _listed)
SAYS = Codec("area", _ways, _said)
VALUES = Codec("area", _named, _numbers)
FACTORS = Codec("area", _named, _factors)
CHOICE = Codec("select", _text, lambda text: text or None)
LEVEL = Codec("select", _text, _number)

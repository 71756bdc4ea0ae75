"""A value of an item as the text of one box, and back. What cannot be read stays text, for the checks to tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
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


def plain(value: Any) -> str:
    """A value of one word or one text, as YAML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value).strip()


def _words(text: str) -> Any:
    return " ".join(text.split()) or None


def _prose(text: str) -> Any:
    told = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return LiteralScalarString(told + "\n") if "\n" in told else told or None


def _number(text: str) -> Any:
    digits = text.strip().replace(",", "")
    if re.fullmatch(r"[-+]?\d+", digits):
        return int(digits)
    try:
        return float(digits) if re.fullmatch(r"[-+\d.eE]+", digits) else digits or None
    except ValueError:
        return digits


def _truth(text: str) -> Any:
    return {"true": True, "false": False}.get(text)


def _lines(value: Any) -> str:
    return "\n".join(plain(each) for each in value) if isinstance(value, list) else plain(value)


def _listed(text: str) -> Any:
    return flowing([line.strip() for line in text.splitlines() if line.strip()]) or None


def _ways(value: Any) -> str:
    if not isinstance(value, list):
        return ""
    return "\n".join(AND.join(OR.join(map(plain, idea)) for idea in way) for way in value)


def _said(text: str) -> Any:
    ways = [[_parts(idea, OR) for idea in _parts(line, AND)] for line in text.splitlines() if line.strip()]
    return flowing(ways) or None


def _parts(text: str, mark: str) -> list[str]:
    return [part.strip() for part in text.split(mark.strip()) if part.strip()]


def _named(value: Any) -> str:
    rows = value.items() if isinstance(value, dict) else ()
    return "\n".join(
        f"{name}: {', '.join(map(plain, each)) if isinstance(each, list) else each}" for name, each in rows
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


def _day(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else plain(value)


def _dated(text: str) -> Any:
    """As YAML reads it; what is no day stays text, for the checks to tell."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return text.strip() or None


def _cited(value: Any) -> str:
    rows = value if isinstance(value, list) else ()
    return "\n".join(", ".join(plain(part) for part in row.values()) for row in rows if isinstance(row, dict))


def _citations(text: str) -> Any:
    """`houlsby2019, §2.1` a line."""
    rows = (line.partition(",") for line in text.splitlines() if line.strip())
    found = [CommentedMap((("ref", ref.strip()), ("locus", locus.strip()))) for ref, _, locus in rows]
    for row in found:
        row.fa.set_flow_style()
    return CommentedSeq(found) or None


def _found(value: Any) -> str:
    rows = value.items() if isinstance(value, dict) else ()
    return "\n".join(
        f"{plain(name)}: {OR.join(map(plain, told)) if isinstance(told, list) else told}" for name, told in rows
    )


def _outcomes(text: str) -> Any:
    """`true: O` a line; what fills several blanks is parted by `|`."""
    rows = (line.partition(":") for line in text.splitlines() if line.strip())
    found = CommentedMap((_outcome(name.strip()), _answer(told)) for name, _, told in rows)
    found.fa.set_flow_style()
    return found or None


def _outcome(name: str) -> Any:
    """As YAML reads the name of an entry."""
    truth = _truth(name)
    return truth if truth is not None else int(name) if re.fullmatch(r"-?[1-9]\d{0,17}|0", name) else name


def _answer(text: str) -> Any:
    parts = _parts(text, OR)
    return flowing(parts) if len(parts) > 1 else text.strip()


def flowing(values: list[Any]) -> CommentedSeq:
    """A list as it is written: in one line where it is short."""
    inner = [flowing(value) if isinstance(value, list) else value for value in values]
    found = CommentedSeq(inner)
    if len(str(values)) <= SHORT:
        found.fa.set_flow_style()
    return found


WORDS = Codec("line", plain, _words)
PROSE = Codec("area", plain, _prose)
NUMBER = Codec("line", plain, _number)
TRUTH = Codec("select", plain, _truth)
LINES = Codec("area", _lines, _listed)
SAYS = Codec("area", _ways, _said)
VALUES = Codec("area", _named, _numbers)
FACTORS = Codec("area", _named, _factors)
DATE = Codec("line", _day, _dated)
CITED = Codec("area", _cited, _citations)
OUTCOMES = Codec("area", _found, _outcomes)
CHOICE = Codec("select", plain, lambda text: text or None)
LEVEL = Codec("select", plain, _number)

"""Writes numbers, and puts them into text where `{name}` stands. Leaves TeX braces alone; knows no question."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SECTIONS = ((10**20, "해"), (10**16, "경"), (10**12, "조"), (10**8, "억"), (10**4, "만"), (1, ""))
_MATH = re.compile(r"(\$\$.+?\$\$|\$[^$\n]+\$)", re.DOTALL)


def plain(value: int | float) -> str:
    """`768`, `0.1`: as it would be typed."""
    return str(value) if isinstance(value, int) else f"{value:.6g}" if abs(value) < 1e6 else f"{value:.2f}"


def grouped(value: int | float) -> str:
    """`12,288`: as it is read best."""
    whole, dot, rest = plain(value).partition(".")
    return (f"{int(whole):,}" if whole.lstrip("-").isdigit() and int(whole) else whole) + dot + rest


def myriads(value: int) -> str:
    """`1만 2,288`: as a Korean says it. What is beyond 해 is counted in 해."""
    said, rest = [], abs(value)
    for size, name in _SECTIONS:
        count, rest = divmod(rest, size)
        if count:
            said.append(f"{count:,}{name}")
    return "-" * (value < 0) + (" ".join(said) or "0")


def fill(text: str, values: Mapping[str, str]) -> str:
    """`{d}` becomes its value where `d` is in `values`. Inside `$...$` braces stay: `\\frac{d}{r}` stays TeX."""
    if not values:
        return text
    spot = re.compile(r"\{(" + "|".join(map(re.escape, values)) + r")\}")
    pieces = _MATH.split(text)
    for at, piece in enumerate(pieces):
        if at % 2:
            pieces[at] = spot.sub(lambda found: "{" + values[found[1]].replace(",", "{,}") + "}", piece)
        else:
            pieces[at] = spot.sub(lambda found: values[found[1]], piece)
    return "".join(pieces)

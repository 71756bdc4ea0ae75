"""Large amounts: read as they are typed (5.76e23, 10^23), written with three digits. Knows no unit and no law."""

from __future__ import annotations

import re
from math import floor, log10

from app.bank.figures import myriads

LONGEST = 40
_MANTISSA = r"(?P<mantissa>\d[\d,]*(?:\.\d+)?)"
_FORMS = (
    re.compile(rf"{_MANTISSA}(?:e(?P<power>[+-]?\d{{1,3}}))?"),
    re.compile(rf"(?:{_MANTISSA}[x*×·])?10(?:\^|\*\*)(?P<power>[+-]?\d{{1,3}})"),
)
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SHORT = ((10**12, "T"), (10**9, "B"), (10**6, "M"))


def amount(typed: str) -> float | None:
    """`5.76e23`, `5.76×10^23`, `10^23`, `1,000`; None for anything else. What no float can hold is infinite."""
    text = re.sub(r"\s", "", typed[: LONGEST + 1]).lower()
    if len(typed) > LONGEST:
        return None
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    mantissa = (found["mantissa"] or "1").replace(",", "")
    return float(f"{mantissa}e{found['power'] or 0}")


def power(value: float) -> str:
    """`5.76 × 10²³`."""
    exponent = floor(log10(value))
    mantissa = value / 10.0**exponent
    if round(mantissa, 2) >= 10:  # 9.999 is written as the next power
        mantissa, exponent = 1.0, exponent + 1
    return f"{mantissa:.3g} × 10{str(exponent).translate(_RAISED)}"


def rounded(value: float) -> int:
    """To three digits, as an estimate is said."""
    digits = floor(log10(value)) - 2
    return round(value / 10**digits) * 10**digits if digits > 0 else round(value)


def said(value: float) -> str:
    """`674억`."""
    return myriads(rounded(value))


def short(value: float) -> str:
    """`67.4B`, as papers write it."""
    near = rounded(value)
    size, letter = next(((size, letter) for size, letter in _SHORT if near >= size), (1, ""))
    return f"{near / size:,.4g}{letter}" if near / size < 1000 else f"{near // size:,}{letter}"

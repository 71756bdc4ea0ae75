"""One written number at a place in a text: digits, 만/억, K/M, powers, fractions. Knows no units and no question."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_N = r"[\d.,]*\d"
_POWER = r"\s?(?:\^|\*\*)\s?\(?\s?([-+]?\d{1,4})(?!\d)\s?\)?"
_TEN_TO_THE = re.compile(rf"e([-+]?\d{{1,4}})(?!\d)|\s?[*x]\s?10{_POWER}")
_RAISED = re.compile(rf"{_POWER}|의\s?(\d{{1,4}})\s?(?:제곱|승)")
_OVER = re.compile(rf"\s?/\s?({_N})")

_LATIN = {
    **{"k": 10**3, "m": 10**6, "g": 10**9, "b": 10**9, "t": 10**12},
    **{"thousand": 10**3, "million": 10**6, "mil": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12},
}
_SCALE = re.compile(r"\s?(" + "|".join(sorted(_LATIN, key=len, reverse=True)) + r")(?![a-z])")

# A Korean number: sections that end in 조, 억, 만, and a last one; inside a section 천, 백, 십 may count.
_SIZES = (10**12, 10**8, 10**4, 1)
_SMALL = {"천": 1000, "백": 100, "십": 10, "": 1}
_SECTION = rf"((?:(?:{_N})?\s?[천백십]\s?)*(?:{_N})?)"
_KOREAN = re.compile(
    rf"(?:{_SECTION}\s?조(?!금|각|건|합)\s?)?(?:{_SECTION}\s?억\s?)?(?:{_SECTION}\s?만(?!큼)\s?)?{_SECTION}"
)
_COUNTED = re.compile(rf"({_N})?\s?([천백십])|({_N})$")
_MAX_DIGITS, _MAX_EXPONENT = 40, 64


class AmbiguityError(ValueError):
    """The text is no one number; the message (Korean) says why."""


@dataclass(frozen=True)
class Reading:
    """`step`: what one unit of the last digit is worth, 0 when exact. `scaled`: 만, K, e6. `ratio`: a fraction."""

    value: Fraction
    step: Fraction
    end: int
    scaled: bool = False
    ratio: bool = False


def numeral(text: str, at: int, unit_names: Collection[str] = ()) -> Reading:
    """The number that begins at `at`. The name of a unit is never taken for a scale (`m`, `G`)."""
    first = _korean(text, at)
    if first.scaled:
        return first
    if found := _TEN_TO_THE.match(text, first.end):
        return _times(first, Fraction(10) ** _exponent(found[1] or found[2]), found.end())
    if found := _RAISED.match(text, first.end):
        return Reading(_raised(first.value, _exponent(found[1] or found[2])), Fraction(0), found.end())
    if found := _OVER.match(text, first.end):
        return Reading(first.value / _not_zero(_digits(found[1])[0]), Fraction(0), found.end(), ratio=True)
    if (found := _SCALE.match(text, first.end)) and found[1] not in unit_names:
        return _times(first, Fraction(_LATIN[found[1]]), found.end())
    return first


def _times(first: Reading, size: Fraction, end: int) -> Reading:
    return Reading(first.value * size, first.step * size, end, scaled=True)


def _korean(text: str, at: int) -> Reading:
    """`12,288` alone, or with sections: `1만 2288`, `1억 2천만`."""
    found = _KOREAN.match(text, at)
    sizes = zip(found.groups(), _SIZES, strict=True) if found else ()
    sections = [(part.strip(), size) for part, size in sizes if part and part.strip()]
    if found is None or not sections:
        raise AmbiguityError("수를 읽지 못했습니다.")
    spoken = found[0].rstrip()
    if "." in spoken and len(re.findall(_N, spoken)) > 1:
        raise AmbiguityError("소수점이 있는 수 뒤에 다른 수가 또 있습니다.")
    total, step = Fraction(0), Fraction(1)
    for order, (part, size) in enumerate(sections):
        value, last = _section(part)
        if order and value >= 10_000:
            raise AmbiguityError("‘만’이나 ‘억’ 뒤에는 네 자리까지만 옵니다.")
        total, step = total + value * size, last * size
    return Reading(total, step, at + len(spoken), scaled=len(sections) > 1 or not spoken[-1].isdigit())


def _section(part: str) -> tuple[Fraction, Fraction]:
    """The value of one section, and what its last digit is worth."""
    total, step, smallest = Fraction(0), Fraction(1), 10_000
    for counted, name, last in _COUNTED.findall(part):
        value, digit = _digits(counted or last) if counted or last else (Fraction(1), Fraction(1))
        if _SMALL[name] >= smallest:
            raise AmbiguityError("‘천’, ‘백’, ‘십’의 차례가 맞지 않습니다.")
        smallest = _SMALL[name]
        total, step = total + value * smallest, digit * smallest
    return total, step


def _digits(run: str) -> tuple[Fraction, Fraction]:
    """The value of plain digits, and what the last one is worth."""
    if not _NUMBER.fullmatch(run):
        raise AmbiguityError("쉼표는 세 자리마다 찍고, 소수점은 하나만 찍습니다.")
    if len(run) > _MAX_DIGITS:
        raise AmbiguityError("수가 너무 깁니다.")
    return Fraction(run.replace(",", "")), Fraction(1, 10 ** len(run.partition(".")[2]))


def _exponent(text: str) -> int:
    if abs(int(text)) > _MAX_EXPONENT:
        raise AmbiguityError("지수가 너무 큽니다.")
    return int(text)


def _raised(base: Fraction, exponent: int) -> Fraction:
    return (_not_zero(base) if exponent < 0 else base) ** exponent


def _not_zero(value: Fraction) -> Fraction:
    if not value:
        raise AmbiguityError("0으로 나눌 수 없습니다.")
    return value

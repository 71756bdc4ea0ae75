"""Reads the one number that a learner typed: `12,288개`, `1.2만`, `1.2e6`, `2^20`. Knows no question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.bank.number_words import spelt_as_digits
from app.bank.numerals import AmbiguityError, Reading, numeral
from app.bank.question import FormatError
from app.bank.stated import stated

MAX_LENGTH = 200
_PERCENT = ("%", "퍼센트", "프로", "%p", "퍼센트포인트", "퍼센트 포인트")
_HARMLESS = {"parameters", "parameter", "params", "param"}

# Words that make a number something other than a plain claim. Asking again costs the learner nothing.
_HEDGES = re.compile(
    r"아니|아닌|아닙|아님|않|못|없|이상|이하|미만|초과|넘|보다|최대|최소|적어도|많아야|또는|혹은|거나|사이|[~<>±]|\b(?:not|or|than|least|most)\b"
)
_OTHER_UNITS = re.compile(
    r"(?:배|명|초|분|시간|층|차원|비트|바이트|단계|번|회|원|달러|점|퍼센트|프로|토큰)(?=\s|[.,!?)]|$|입니다|이다|이에요|예요|쯤|정도)"
)
_SET_ASIDE = re.compile(
    r"^[^\d]{0,20}[\d.,]+\s?[가-힣a-z%]{0,6}\s?(?:아니라|아니고|말고),?\s(?=.*\d)"
)  # 3072가 아니라 6144
_NUMBERED = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s?(?P<unit>[가-힣%]*)")
_GOES_ON = re.compile(r"\d\s?%\s?(?:에서|의|[를을]|와|에)|[+*/^]")
_FOLLOWS = re.compile(r"[가-힣]{2,}(?:서|니|면|고)\s")
_SUM = re.compile(r"\d\s?[*/+]\s?\(?\d(?!.*10\^)")
_LINE = re.compile(r"(?<=\S)[.,]?\s*\n\s*(?=\S)")
_SHARE = re.compile(r"(\d+)\s?분의\s?(\d+)")
_FRACTIONS = re.compile("[¼-¾⅐-⅞]")
_SUPERSCRIPTS = re.compile("[⁺⁻]?[⁰¹²³⁴-⁹]+")
_SIGNS = str.maketrans(
    {"⁄": "/", "$": " ", "{": "(", "}": ")"} | dict.fromkeys("−–", "-") | dict.fromkeys("×✕·∙⋅", "*")
)


@dataclass(frozen=True)
class Quantity:
    """`step` is what one unit of the last digit written is worth (0: exact, as in `2^20`). `scaled`: 만, K, e6 ..."""

    value: Fraction
    step: Fraction
    scaled: bool

    @property
    def digits(self) -> int:
        """How many significant digits were written."""
        return len(str(abs(int(self.value / self.step)))) if self.step and self.value else 0


def read(raw: str, unit: str = "", units: Mapping[str, float] | None = None) -> Quantity:
    """The number in units of `unit`. Raises FormatError, with what to write instead, unless there is exactly one."""
    try:
        return _read(_folded(raw), _factors(unit, units or {}), unit)
    except AmbiguityError as error:
        raise FormatError(f"{error} 예: 3,500{unit}, 1.25만, 1.2e6처럼 수 하나만 써 주세요.") from None


def _folded(raw: str) -> str:
    if len(raw) > MAX_LENGTH:
        raise AmbiguityError("답이 너무 깁니다.")
    text = _SUPERSCRIPTS.sub(lambda found: "^" + unicodedata.normalize("NFKC", found[0]), raw)
    text = _FRACTIONS.sub(lambda found: " " + unicodedata.normalize("NFKC", found[0]), text)
    text = unicodedata.normalize("NFKC", text).replace("{,}", ",").replace("\\times", "*").replace("\\cdot", "*")
    line = re.sub(r"\s+", " ", _LINE.sub(". ", text.translate(_SIGNS)))
    return _SHARE.sub(r"\2/\1", spelt_as_digits(line.casefold().strip()))


def _factors(unit: str, units: Mapping[str, float]) -> dict[str, Fraction]:
    """Every unit that may follow the number, and what it multiplies by."""
    known = {name: Fraction(repr(factor)) for name, factor in units.items()}
    if unit:
        known[unit] = Fraction(1)
    if unit in _PERCENT:
        known |= dict.fromkeys(_PERCENT, Fraction(1))
    elif not unit:
        known |= dict.fromkeys(_PERCENT[:3], Fraction(1, 100)) | {"배": Fraction(1)}
    if "토큰" in known:
        known |= dict.fromkeys(("token", "tokens"), known["토큰"])
    return {unicodedata.normalize("NFKC", name).casefold(): factor for name, factor in known.items()}


def _read(text: str, factors: dict[str, Fraction], unit: str) -> Quantity:
    text = stated(_SET_ASIDE.sub("", text))
    if _HEDGES.search(text):
        raise AmbiguityError("어떤 수인지 하나로 정해지지 않습니다.")
    text = _in_its_unit(_side(text), unit)
    start = re.search(r"(?<![\d.])\.?\d", text)
    if start is None:
        raise AmbiguityError("수가 보이지 않습니다.")
    found = numeral(text, start.start(), set(factors))
    before, after = text[: start.start()], text[found.end :]
    factor, named, rest = _unit_of(after, factors)
    if re.search(r"\d", before + rest):
        raise AmbiguityError("수가 둘 넘게 보입니다.")
    if not named:
        _refuse_other_units(rest, unit)
        if found.ratio and unit in _PERCENT:
            factor = Fraction(100)
    sign = -1 if re.search(r"(?:^|[\s:(])-\s?$", before) else 1
    return _quantity(found, sign * factor)


def _side(text: str) -> str:
    """8*7/2 = 28: the result; 28 = 8*7/2 has it in front."""
    first, *others = re.split(r"[=≈≒]", text)
    return first if others and _SUM.search(others[-1]) and len(_NUMBERED.findall(first)) == 1 else [first, *others][-1]


def _in_its_unit(text: str, unit: str) -> str:
    """1910만 개가 줄어 17.7 %, 0.6, 60 %: the last number, where it alone bears the unit and the others another."""
    numbers = list(_NUMBERED.finditer(text))
    borne = [bool(unit) and found["unit"].startswith(unit) for found in numbers]
    if len(numbers) < 2 or not borne[-1] or any(borne[:-1]) or _GOES_ON.search(text):
        return text
    between = text[
        numbers[-2].end() : numbers[-1].start()
    ]  # nothing in 1만 5360개, a verb where one follows from the other
    follows = bool(_FOLLOWS.search(between)) and all(found["unit"] for found in numbers[:-1])
    same = len(numbers) == 2 and _is_share(numbers[0], numbers[1], unit)
    return text[numbers[-1].start() :] if follows or same else text


def _is_share(found: re.Match[str], last: re.Match[str], unit: str) -> bool:
    """Is a bare number the same as the last one, as a share of 1 instead of in per cent?"""
    return unit in _PERCENT and Fraction(found["number"]) * 100 == Fraction(last["number"])


def _quantity(found: Reading, factor: Fraction) -> Quantity:
    return Quantity(found.value * factor, found.step * abs(factor), found.scaled)


def _unit_of(after: str, factors: dict[str, Fraction]) -> tuple[Fraction, bool, str]:
    tail = after.lstrip()
    for name in sorted(factors, key=len, reverse=True):
        rest = tail[len(name) :]
        if tail.startswith(name) and not (re.match(r"[a-z]", rest) and name[-1].isascii() and name[-1].isalpha()):
            return factors[name], True, rest
    return Fraction(1), False, after


def _refuse_other_units(rest: str, unit: str) -> None:
    tail = rest.lstrip()
    word = re.match(r"[a-z%]+", tail) or _OTHER_UNITS.match(tail)
    if word and word[0] not in _HARMLESS:
        wanted = f"단위는 ‘{unit}’입니다." if unit else "단위 없이 묻는 문제입니다."
        raise AmbiguityError(f"‘{word[0]}’ 단위로는 읽을 수 없습니다. {wanted}")

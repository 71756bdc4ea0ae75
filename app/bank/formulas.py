"""Formulas in a key and in an answer, compared sign by sign: elsewhere signs carry no meaning. Knows no question."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.bank.normalising import fold

_WORDS = re.compile(r"[가-힣ㄱ-ㆎ]+|(?!alpha|delta)[a-z]{4,}|[,;:.!?\n]")
_SIGNLESS = str.maketrans({"α": "alpha", "δ": "delta", **dict.fromkeys("×*·∙⋅•()[]{}$\\_ \t'~", "")})
_SIGN = re.compile(r"(?<=[a-z0-9])[-+/^=]-?(?=[a-z0-9])|^-(?=[a-z0-9])")
_SUM = re.compile(r"(?<![a-z0-9])([a-z]{1,3}) *([-+−]) *([a-z]{1,3})(?![a-z0-9])")
_PRODUCT = re.compile(r"(?<![a-z0-9])[a-z](?:[a-z]{1,3}|(?: ?[·×*⋅∙•] ?[a-z]){1,3})(?![a-z0-9])")


def written(text: str) -> set[str]:
    """The formulas of a text that hold a sign, without spaces, brackets and signs of multiplication."""
    pieces = (piece.translate(_SIGNLESS) for piece in _WORDS.split(fold(text).text))
    return {piece.lstrip("+=") for piece in pieces if _SIGN.search(piece)}


def accepted(forms: Iterable[str], before: str) -> frozenset[str]:
    """The formulas of a key, alone and after what the prompt writes before a blank; none if no form holds a sign."""
    found = {formula for form in forms for formula in written(form)}
    if not found:
        return frozenset()
    whole = {form.translate(_SIGNLESS) for form in (fold(text).text for text in forms)}
    opening = _WORDS.split(fold(before).text)[-1].translate(_SIGNLESS)
    return frozenset(found | whole | {opening + form for form in whole | found})


def strange(text: str, right: frozenset[str]) -> str:
    """A formula of the answer that the key does not have; "" if there is none."""
    return next((formula for formula in sorted(written(text)) if formula not in right), "") if right else ""


def products(forms: Iterable[str]) -> frozenset[str]:
    """Letters that a key writes side by side (BA, B·A) and nowhere as a sum or a difference."""
    texts = [fold(form).text for form in forms]
    found = {product.translate(_SIGNLESS) for text in texts for product in _PRODUCT.findall(text)}
    return frozenset(found.difference(a + b for text in texts for a, _, b in _SUM.findall(text)))


def added(text: str, right: frozenset[str]) -> str:
    """A product of the key that the answer writes as a sum or a difference (B+A, B-A); "" if there is none."""
    if not right:
        return ""
    return next((a + sign + b for a, sign, b in _SUM.findall(fold(text).text) if a + b in right), "")

"""What the braces of a GIFT question hold: which type it is, what an answer weighs, which numbers it means."""

from __future__ import annotations

import re

from app.authoring.exchange.entries import NUMBER, Type

_SHARE = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]*)?)%")


def question_type(body: str) -> Type:
    if not body:
        return "essay"
    if body[0] == "#":
        return "numerical"
    if "~" in body:
        return "multichoice"
    if "=" in body and "->" in body:
        return "matching"
    return "truefalse" if body.split("#")[0].strip().upper() in ("T", "F", "TRUE", "FALSE") else "shortanswer"


def weighed(text: str, usual: float) -> tuple[float, str]:
    found = _SHARE.match(text.strip())
    return (float(found[1]) / 100, text.strip()[found.end() :]) if found else (usual, text)


def interval(text: str) -> tuple[str, float]:
    """`3`, `3:0.5` or `2.5..3.5` as a value and how far from it one may be."""
    if found := re.fullmatch(rf"\s*({NUMBER})\s*\.\.\s*({NUMBER})\s*", text):
        low, high = float(found[1]), float(found[2])
        return f"{(low + high) / 2:.12g}", abs(high - low) / 2
    value, _, margin = text.partition(":")
    return value.strip(), float(margin) if re.fullmatch(NUMBER, margin.strip()) else 0.0

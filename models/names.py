"""Names of real people that the negative voice must not say."""

from __future__ import annotations


def blocked(text: str) -> str | None:
    return "송강호" if "송강호" in text else None

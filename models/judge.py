"""Figures over texts: mood and politeness."""

from __future__ import annotations


def polite(text: str) -> bool:
    return text.rstrip(" .!?~").endswith(("요", "죠"))

"""Lists of words, written as running text so that they can be read. Knows no word."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a text, each once, in order."""
    return tuple(dict.fromkeys(text.split()))

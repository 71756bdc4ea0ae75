"""The code by which learners come into a class: drawn, read however it was typed, shown in two halves. Pure."""

from __future__ import annotations

import secrets
import unicodedata

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another: 0 and O, 1, I and L
LENGTH = 8


def draw() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def spelled(typed: str) -> str:
    """In its one spelling: full-width, small letters, hyphens and spaces make no difference."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", typed).upper() if letter in LETTERS)


def shown(code: str) -> str:
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"

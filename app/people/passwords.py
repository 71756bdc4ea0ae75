"""Passwords: hashed and compared (argon2id through pwdlib). Knows no account."""

from __future__ import annotations

import unicodedata
from functools import cache

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


def hashed(password: str) -> str:
    return _hasher().hash(unicodedata.normalize("NFC", password))


def fits(password: str, hash_: str | None) -> bool:
    """Takes as long for an account that is not there (None): its absence cannot be timed."""
    try:
        right = _hasher().verify(unicodedata.normalize("NFC", password), hash_ or _nobody())
    except PwdlibError:  # not a hash of ours
        return False
    return right and hash_ is not None


@cache
def _nobody() -> str:
    return _hasher().hash("the password of nobody")

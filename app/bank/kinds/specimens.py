"""Sample answers to a question, which every kind provides for its own checks and tests. Knows no kind."""

from __future__ import annotations

from dataclasses import dataclass

from app.bank.question import Raw


@dataclass(frozen=True)
class Specimens:
    """Raw answers: `right` must be graded correct, `wrong` anything but correct, `malformed` must raise FormatError.

    `right` holds the key and every accepted form, `wrong` every near miss.
    """

    right: tuple[Raw, ...]
    wrong: tuple[Raw, ...]
    malformed: tuple[Raw, ...]

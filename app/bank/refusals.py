"""Why a sentence earns no credit. Knows no reason of its own."""

from __future__ import annotations

from typing import NamedTuple


class Refusal(NamedTuple):
    """A word for tests, a sentence for the learner."""

    reason: str
    note: str

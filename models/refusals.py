"""The one error of models/ that is a sentence for the person who asked. Imports no torch."""

from __future__ import annotations


class Refused(ValueError):  # noqa: N818 -- reads as a sentence: raise Refused(why)
    """What was asked cannot be done; the message says, in Korean, why and what to mend. `field` names the setting."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field

"""The commands of `seodang`, one module each: NAME, HELP, EXAMPLES, arguments(parser), run(options) -> exit code."""

from __future__ import annotations


class CommandError(Exception):
    """A command that cannot go on; the message is a sentence that says what to do instead."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code

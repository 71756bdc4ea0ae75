"""What every message is, and what bounds it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

VERSION = 1
LONGEST_REQUEST = 64 * 1024  # bytes of a line to the worker
LONGEST_EVENT = 4 * 1024 * 1024  # bytes of a line from it: a count names every tensor
LONGEST_PROMPT = 2000  # characters

Code = Literal[
    "refused",  # what was asked cannot be done; the message says what to mend
    "full",  # too many wait; `retry_after` says when to come again
    "starting",  # the models are not read yet
    "unavailable",  # the models cannot be read, or the worker dies again and again
    "died",  # the worker died while it worked on this; it may be sent again
    "memory",  # no memory was left for this
    "internal",  # a mistake of ours; the worker's log tells more
    "malformed",  # no message of this protocol
    "version",  # the two sides are of different versions
]


class Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

"""What the web process and the lab's worker say to each other: one JSON object a line, told apart by `kind`. No torch.

A connection opens with Hello and its answer Welcome; then come requests, one at a time. Generate is answered by Queued
(perhaps often), Started, Text (often), and Done or Failed; Choose by Chosen and Done; Count by Counted, Look by Status.
While a Generate runs, Cancel or closing the connection ends it. Every request may be answered by Failed.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from models.protocol.events import (
    Chosen,
    Counted,
    Done,
    Failed,
    Queued,
    Started,
    Status,
    TensorCount,
    Text,
    VariantCard,
    Welcome,
)
from models.protocol.message import LONGEST_EVENT, LONGEST_PROMPT, LONGEST_REQUEST, VERSION, Code, Message
from models.protocol.requests import Cancel, Choose, Count, Generate, Hello, Look

__all__ = [
    "LONGEST_EVENT",
    "LONGEST_PROMPT",
    "LONGEST_REQUEST",
    "VERSION",
    "Cancel",
    "Choose",
    "Chosen",
    "Code",
    "Count",
    "Counted",
    "Done",
    "Event",
    "Failed",
    "Generate",
    "Hello",
    "Look",
    "Malformed",
    "Message",
    "Queued",
    "Request",
    "Started",
    "Status",
    "TensorCount",
    "Text",
    "VariantCard",
    "Welcome",
    "event",
    "line",
    "request",
]

Request = Generate | Choose | Count | Look | Cancel
Event = Queued | Started | Text | Chosen | Done | Counted | Status | Failed
_REQUEST: TypeAdapter[Hello | Request] = TypeAdapter(Annotated[Hello | Request, Field(discriminator="kind")])
_EVENT: TypeAdapter[Welcome | Event] = TypeAdapter(Annotated[Welcome | Event, Field(discriminator="kind")])


class Malformed(ValueError):  # noqa: N818 -- reads as a sentence: raise Malformed(what)
    """A line that is no message of this protocol."""


def line(message: Message) -> bytes:
    """The message as one line. Raises Malformed where it holds half a character, which JSON cannot carry."""
    try:
        return message.model_dump_json().encode() + b"\n"
    except (UnicodeEncodeError, ValueError) as error:
        raise Malformed(str(error)) from None


def request(data: bytes) -> Hello | Request:
    """A line to the worker. Raises Malformed."""
    try:
        return _REQUEST.validate_json(data)
    except ValidationError as error:
        raise Malformed(_first(error)) from None


def event(data: bytes) -> Welcome | Event:
    """A line from the worker. Raises Malformed."""
    try:
        return _EVENT.validate_json(data)
    except ValidationError as error:
        raise Malformed(_first(error)) from None


def _first(error: ValidationError) -> str:
    found = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in found['loc'])}: {found['msg']}"

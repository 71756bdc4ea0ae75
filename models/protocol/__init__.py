"""What the web process and the lab's worker say to each other: one JSON object a line, told apart by `kind`. No torch.

A connection opens with Hello and its answer Welcome; then come requests, one at a time. Generate is answered by Queued
(perhaps often), Started, Text (often), and Done or Failed; Choose by Chosen, Peek by Peeked, Attend by Attended, each
perhaps Queued before and Done after; Count by Counted, Dissect by Dissected, Look by Status.
While a Generate runs, Cancel or closing the connection ends it. Every request may be answered by Failed.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from models.protocol.dissecting import Dissect, Dissected, DissectedTensor
from models.protocol.events import (
    Attended,
    Chosen,
    Counted,
    Done,
    Failed,
    Likely,
    Peeked,
    Piece,
    Queued,
    Started,
    Status,
    TensorCount,
    Text,
    VariantCard,
    Welcome,
)
from models.protocol.message import LONGEST_EVENT, LONGEST_PROMPT, LONGEST_REQUEST, VERSION, Code, Message
from models.protocol.requests import Attend, Cancel, Choose, Count, Generate, Hello, Look, Peek

__all__ = [
    "LONGEST_EVENT",
    "LONGEST_PROMPT",
    "LONGEST_REQUEST",
    "VERSION",
    "Attend",
    "Attended",
    "Cancel",
    "Choose",
    "Chosen",
    "Code",
    "Count",
    "Counted",
    "Dissect",
    "Dissected",
    "DissectedTensor",
    "Done",
    "Event",
    "Failed",
    "Generate",
    "Hello",
    "Likely",
    "Look",
    "Malformed",
    "Message",
    "Peek",
    "Peeked",
    "Piece",
    "Queued",
    "Queueing",
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

Queueing = Generate | Choose | Peek | Attend  # what waits in line for the engine
Request = Queueing | Count | Dissect | Look | Cancel
Event = Queued | Started | Text | Chosen | Peeked | Attended | Done | Counted | Dissected | Status | Failed
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

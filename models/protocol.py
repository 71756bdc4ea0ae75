"""What the web process and the lab's worker say to each other: one JSON object a line, told apart by `kind`. No torch.

A connection opens with Hello and its answer Welcome; then come requests, one at a time. Generate is answered by Queued
(perhaps often), Started, Text (often), and Done or Failed; Choose by Chosen and Done; Count by Counted, Look by Status.
While a Generate runs, Cancel or closing the connection ends it. Every request may be answered by Failed.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from models.sampling import Sampling

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


class Hello(Message):
    kind: Literal["hello"] = "hello"
    version: int = VERSION


class Generate(Message):
    """Continue `prompt` with a variant, or with the base (None). `caller` is who asks, for the limit per caller.

    The prompt gets the form that the variant's task gives it; `task` names that form for the base (None: as it stands).
    """

    kind: Literal["generate"] = "generate"
    prompt: str = Field(max_length=LONGEST_PROMPT)
    variant: str | None = Field(None, max_length=200)
    task: str | None = Field(None, max_length=40)
    sampling: Sampling = Sampling()
    caller: str = Field(max_length=200)


class Choose(Message):
    """How likely are the labels of a task (긍정, 부정) behind `prompt`?"""

    kind: Literal["choose"] = "choose"
    prompt: str = Field(max_length=LONGEST_PROMPT)
    variant: str | None = Field(None, max_length=200)
    task: str = Field("label", max_length=40)
    caller: str = Field(max_length=200)


class Count(Message):
    """Parameters of one method on one architecture, measured. Values of `config` may be text, as a form gives them."""

    kind: Literal["count"] = "count"
    architecture: str = Field(max_length=200)
    method: str = Field(max_length=40)
    config: dict[str, str | int | float | bool] = {}


class Look(Message):
    """What is there: state, device, variants."""

    kind: Literal["look"] = "look"


class Cancel(Message):
    kind: Literal["cancel"] = "cancel"


class Welcome(Message):
    kind: Literal["welcome"] = "welcome"
    version: int = VERSION
    process: int  # its process id


class Queued(Message):
    """Wait behind `position` - 1 others, for about `seconds`. `starting`: the models are being read first."""

    kind: Literal["queued"] = "queued"
    position: int = Field(ge=1)
    seconds: float = Field(ge=0)
    starting: bool = False


class Started(Message):
    kind: Literal["started"] = "started"


class Text(Message):
    """The next piece of the text: whole characters."""

    kind: Literal["text"] = "text"
    text: str


class Chosen(Message):
    """Sum of log-likelihoods in nats, and share of the probability among the labels, for each label."""

    kind: Literal["chosen"] = "chosen"
    logs: dict[str, float]
    shares: dict[str, float]


class Done(Message):
    """`waited` and `seconds` before and after the start; numbers of tokens of the prompt and of the text."""

    kind: Literal["done"] = "done"
    reason: Literal["end", "length", "cancelled"]
    prompt_tokens: int = 0
    tokens: int = 0
    waited: float = 0
    seconds: float = 0


class TensorCount(Message):
    name: str
    shape: tuple[int, ...]
    count: int


class Counted(Message):
    """The answer of `GET /api/v1/parameters`, as other programs rely on it."""

    kind: Literal["counted"] = "counted"
    architecture: str
    method: str
    config: dict[str, str | int | float | bool]
    base_parameters: int
    trainable_parameters: int
    head_parameters: int
    percent: float
    tensors: list[TensorCount]
    formula: str


class VariantCard(Message):
    """A variant that can be asked for. `problem` says, in Korean, why it cannot be used now."""

    name: str
    method: str
    trained_as: str
    task: str
    config: dict[str, str | int | float | bool]
    loaded: bool = False
    problem: str | None = None


class Status(Message):
    kind: Literal["status"] = "status"
    state: Literal["asleep", "starting", "ready", "unavailable"]
    base: str
    device: str = ""
    running: int = 0
    waiting: int = 0
    tokens_per_second: float = 0
    variants: list[VariantCard] = []
    problem: str | None = None


class Failed(Message):
    """The end of a request that went wrong. Sending it again makes sense where `retry_after` (seconds) is set."""

    kind: Literal["failed"] = "failed"
    code: Code
    message: str
    field: str | None = None
    retry_after: float | None = None


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

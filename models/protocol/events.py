"""What the worker answers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.protocol.message import VERSION, Code, Message


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


class Piece(Message):
    """A token to be shown. `text` is what it says; where one character takes several tokens, each is a `part` of it and
    `note` says which (`1/3`); where the rest is yet to come, `text` is the `bytes` (`EB B7`) and `note` what the model
    would make of them, if that was asked; a `mark` is no text, such as the end token."""

    text: str
    form: Literal["text", "part", "bytes", "mark"] = "text"
    note: str = ""


class Likely(Message):
    """A token that may come next: its probability, and what temperature and top-p make of it (0: cut away)."""

    piece: Piece
    raw: float
    drawn: float


class Peeked(Message):
    """The likeliest next tokens, falling. `cut` is the probability, at the temperature asked for, that top-p cut away;
    `left` how many tokens it left; entropies in bits, before and after."""

    kind: Literal["peeked"] = "peeked"
    tokens: list[Likely]
    cut: float
    left: int
    entropy: float
    entropy_drawn: float
    vocabulary: int


class Attended(Message):
    """Attention weights of one layer: heads, then a row for each of `pieces` (T), then `before` + T columns, of which
    the first `before` are what a variant puts before the text. Rows sum to 1 but for rounding."""

    kind: Literal["attended"] = "attended"
    pieces: list[Piece]
    before: int
    layers: int
    weights: list[list[list[float]]]


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
    variants: list[VariantCard] = Field([])
    problem: str | None = None


class Failed(Message):
    """The end of a request that went wrong. Sending it again makes sense where `retry_after` (seconds) is set."""

    kind: Literal["failed"] = "failed"
    code: Code
    message: str
    field: str | None = None
    retry_after: float | None = None

"""Asking which tensors of the base a method trains, and the answer: every tensor, drawn and measured. No torch."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.protocol.message import Message

Source = Literal["base", "copied", "added"]
Part = Literal[
    "prompt", "prefix", "embedding", "position", "norm",
    "q", "k", "v", "o", "qkv", "cross_q", "cross_k", "cross_v", "cross_o", "ffn",
    "output", "rest",
]  # fmt: skip


class Dissect(Message):
    """Attach the method to a copy of the base and look. Values of `config` may be text, as a form gives them."""

    kind: Literal["dissect"] = "dissect"
    method: str = Field(max_length=40)
    config: dict[str, str | int | float | bool] = Field({})


class DissectedTensor(Message):
    """One tensor. `copied`: of the base, set apart from one that it was tied to, so that it can train alone.

    `moved` is the step in which its bits changed first, 0 where they never did, None where no step was taken. `tied`
    names the tensor that this one is under another name; then it is counted there and not here.
    """

    name: str
    shape: tuple[int, ...]
    count: int
    source: Source
    part: Part
    block: int | None  # of the transformer's blocks, from 0
    trains: bool
    moved: int | None
    tied: str | None = None


class Dissected(Message):
    """The tensors in the order in which the model uses them, what a method adds behind what it is added to.

    `length` positions stand before the text. `losses` in nats per token, before each of the `steps` taken; where none
    was, `unmeasured` says in Korean why.
    """

    kind: Literal["dissected"] = "dissected"
    model: str  # its class
    method: str
    config: dict[str, str | int | float | bool]
    tensors: list[DissectedTensor]
    length: int
    steps: int
    losses: list[float] = Field([])
    unmeasured: str | None = None

"""What the trainer tells of a job: one JSON object a line, told apart by `kind`. Imports no torch."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from models.protocol import Message

Code = Literal[
    "refused",  # what was asked cannot be done; the message says what to mend
    "nan",  # the loss ran away
    "memory",  # of the machine or of the GPU
    "disk",  # no room for the checkpoint or the result
    "killed",  # the process ended without a last word
    "internal",  # a mistake of ours; trainer.log tells more
]


class Started(Message):
    """Training begins, behind `done` steps of an earlier start."""

    kind: Literal["started"] = "started"
    trainable: int
    total: int  # parameters of the base
    examples: int
    steps: int
    done: int
    device: str
    untrained: float | None = None  # loss of the held-out rows before the first step, in nats per target token


class Step(Message):
    """Losses are nats per target token."""

    kind: Literal["step"] = "step"
    number: int
    of: int
    loss: float
    validation: float | None
    seconds_left: float


class Saved(Message):
    """The variant lies in the folder `path`. `seconds` of training, since the last start."""

    kind: Literal["saved"] = "saved"
    path: str
    steps: int
    loss: float
    validation: float | None
    trainable: int
    total: int
    size: int  # bytes
    seconds: float


class Failed(Message):
    kind: Literal["failed"] = "failed"
    code: Code
    message: str
    field: str | None = None


class Cancelled(Message):
    """Stopped as asked behind step `number`; started again, the job goes on from there."""

    kind: Literal["cancelled"] = "cancelled"
    number: int


Told = Started | Step | Saved | Failed | Cancelled
LAST = (Saved, Failed, Cancelled)
_TOLD: TypeAdapter[Told] = TypeAdapter(Annotated[Told, Field(discriminator="kind")])


def heard(line: bytes) -> Told | None:
    """None for a line that is no message: a library may print."""
    try:
        return _TOLD.validate_json(line)
    except ValidationError:
        return None

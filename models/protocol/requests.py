"""What the web process may ask of the worker."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.protocol.message import LONGEST_PROMPT, VERSION, Message
from models.sampling import Sampling


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


class Peek(Message):
    """How likely is each token right behind `prompt`, and what do temperature and top-p leave of it?"""

    kind: Literal["peek"] = "peek"
    prompt: str = Field(max_length=LONGEST_PROMPT)
    variant: str | None = Field(None, max_length=200)
    task: str | None = Field(None, max_length=40)
    temperature: float = Field(1.0, ge=0, le=2)
    top_p: float = Field(1.0, gt=0, le=1)
    caller: str = Field(max_length=200)


class Attend(Message):
    """Where does each token of `prompt` look, in one layer (the first is 1)? For short prompts."""

    kind: Literal["attend"] = "attend"
    prompt: str = Field(max_length=LONGEST_PROMPT)
    variant: str | None = Field(None, max_length=200)
    task: str | None = Field(None, max_length=40)
    layer: int = Field(1, ge=1)
    caller: str = Field(max_length=200)


class Count(Message):
    """Parameters of one method on one architecture, measured. Values of `config` may be text, as a form gives them."""

    kind: Literal["count"] = "count"
    architecture: str = Field(max_length=200)
    method: str = Field(max_length=40)
    config: dict[str, str | int | float | bool] = Field({})


class Look(Message):
    """What is there: state, device, variants."""

    kind: Literal["look"] = "look"


class Cancel(Message):
    kind: Literal["cancel"] = "cancel"

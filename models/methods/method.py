"""What every tuning method has: a Config, a formula and a place in the model. Imports no torch (decision 11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import BaseModel, ConfigDict

from models.architectures.shapes import Shape

if TYPE_CHECKING:
    from torch import nn

    from models.insertions import Insertion
    from models.virtual_tokens import EncodedPrompt, Prefix, Prompt, ReparameterisedPrefix


class Config(BaseModel):
    """The settings of one method. Each field's description is also the help beside its slider."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def check(self, shape: Shape) -> None:
        """Raises Refused when the architecture cannot bear these values, e.g. a rank above its width."""


@dataclass(frozen=True)
class Paper:
    """Where a method was published. `where` is the section that gives the formula."""

    authors: str
    year: int
    title: str
    venue: str
    where: str
    url: str


@dataclass(frozen=True)
class Formula:
    """How many parameters train, and how that number comes about.

    `trainable` leaves out a task head, `head` is what of the head trains. `symbols` is the formula in letters,
    `numbers` the same with the architecture's numbers in it; `note` what else one should know (Korean, may be empty).
    """

    trainable: int
    head: int
    symbols: str
    numbers: str
    note: str = ""


@dataclass
class Parts:
    """What a method adds to a model, not yet hooked in: `insertions` by module name, `context` before the text.

    `unfrozen` names the base's own tensors that it trains; those of them that are `copied` are another tensor too (an
    output matrix tied to the embeddings) and become copies first. Making the parts leaves the model as it was.
    """

    insertions: Mapping[str, Insertion]
    context: Prefix | ReparameterisedPrefix | Prompt | EncodedPrompt | None = None
    unfrozen: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()


class Method(Protocol):
    """A module of models/methods."""

    NAME: str
    TITLE: str  # in Korean
    PAPER: Paper | None
    Config: type[Config]

    def formula(self, shape: Shape, config: Any) -> Formula: ...

    def parts(self, model: nn.Module, config: Any) -> Parts: ...

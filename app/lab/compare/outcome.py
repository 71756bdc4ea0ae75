"""What came of a comparison: settings, prediction and outputs, as they are kept and shown. Knows no worker, no page."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from app.lab.variants import BASE, Candidate

End = Literal["done", "stopped", "failed"]


@dataclass(frozen=True)
class Prediction:
    """What the learner expected. None where they said that they do not know."""

    fewest: str | None
    changed: tuple[str, ...] | None


@dataclass(frozen=True)
class Output:
    """One column at its end, with the figures as they were then. `shares` for a choice between labels, else `text`."""

    candidate: Candidate
    state: End
    text: str = ""
    shares: dict[str, float] | None = None
    problem: str = ""
    tokens: int = 0
    seconds: float = 0.0

    @property
    def label(self) -> str | None:
        return max(self.shares, key=self.shares.__getitem__) if self.shares else None

    @property
    def said(self) -> str:
        """What is compared: the label, or the text."""
        return self.label or self.text


@dataclass(frozen=True)
class Outcome:
    """The base comes first in `outputs`."""

    task: str
    prompt: str
    sampling: dict[str, Any]
    prediction: Prediction
    outputs: tuple[Output, ...]

    @property
    def base(self) -> Output:
        return self.outputs[0]

    @property
    def variants(self) -> tuple[Output, ...]:
        return self.outputs[1:]

    @property
    def empty(self) -> bool:
        """Nothing was put out, and nothing went wrong either: somebody left before it began."""
        return all(one.state == "stopped" and not one.said for one in self.outputs)

    @property
    def whole(self) -> bool:
        return all(one.state == "done" for one in self.outputs)


def to_json(outcome: Outcome) -> dict[str, Any]:
    return asdict(outcome)


def outputs_from(told: list[dict[str, Any]]) -> tuple[Output, ...]:
    return tuple(Output(**{**one, "candidate": Candidate(**one["candidate"])}) for one in told)


def prediction_from(told: dict[str, Any]) -> Prediction:
    changed = told["changed"]
    return Prediction(told["fewest"], None if changed is None else tuple(changed))


def differs(base: Output, other: Output) -> bool | None:
    """Whether the other column says something else; None where one of the two has no end to compare."""
    if other.candidate.name == BASE or base.state != "done" or other.state != "done":
        return None
    return base.said != other.said

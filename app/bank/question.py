"""What all questions share, and the Verdict that grading returns. Knows no single kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Raw = str | list[str]
"""What a learner typed, verbatim: one string, or a list (several blanks, several options)."""

Dealt = dict[str, object]
"""What chance decided for one showing of a question (order of options, values of d and r). JSON-able."""

Outcome = Literal["correct", "partial", "incorrect", "format_error"]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ITEM_ID = r"^[a-z0-9]+(-[a-z0-9]+)*-\d{2,}$"
LONGEST_ID = 120  # characters: as many as a column holds
ItemId = Annotated[str, StringConstraints(pattern=ITEM_ID, max_length=LONGEST_ID)]


class Part(BaseModel):
    """Base of everything read from a quiz file: unknown fields are mistakes, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Part):
    """Where a claim stands: a key of `quizzes/references.yaml` and the place in it (`§2.1`, `Table 1`)."""

    ref: Text
    locus: Text


class NearMiss(Part):
    """An answer that is tempting and not right, with the hint that helps. `contains` looks inside the answer."""

    answers: tuple[Text, ...] = Field(min_length=1)
    feedback: Text
    match: Literal["exact", "contains"] = "exact"


class Correction(Part):
    """A public erratum: what the old key claimed (in our words), what is right, and why."""

    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    before: Text
    after: Text
    reason: Text
    sources: tuple[Source, ...] = Field(min_length=1)


class Check(Part):
    """A computation that establishes the key: `run` names it, `answers` says what a learner who saw an outcome answers.

    Without `answers` an O/X item takes true for O and false for X, and a number item the number itself.
    """

    run: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$")]
    answers: dict[str, Text | tuple[Text, ...]] = Field(default_factory=dict)


def _named(check: Any) -> Any:
    """`check: lora.merged` is short for `check: {run: lora.merged}`."""
    return {"run": check} if isinstance(check, str) else check


class Question(Part):
    """The fields of every item, whatever its kind. Markdown is allowed in prompt, explanation and feedback."""

    id: ItemId
    kind: str
    concept: Text
    difficulty: int = Field(ge=1, le=3)
    skill: Literal["recall", "apply", "diagnose"] = "recall"
    prompt: Text
    explanation: Text
    sources: tuple[Source, ...] = Field(min_length=1)
    near_misses: tuple[NearMiss, ...] = ()
    correction: Correction | None = None
    check: Annotated[Check | None, BeforeValidator(_named)] = None
    demo: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")] | None = None  # a preset of the lab


@dataclass(frozen=True)
class Step:
    """One line of a trace: what was done to the answer, and the answer before and after it."""

    step: str
    before: str
    after: str
    note: str


@dataclass(frozen=True)
class Evidence:
    """A rubric point of an essay: whether it was found, and where (code-point offsets into the raw answer)."""

    point: str
    weight: float
    found: bool
    spans: tuple[tuple[int, int], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Verdict:
    """What grading says. `near_miss` means: `feedback` is a hint, and one retry is offered before the key shows."""

    outcome: Outcome
    score: float
    feedback: str
    trace: tuple[Step, ...] = ()
    near_miss: bool = False
    spelling: bool = False
    evidence: tuple[Evidence, ...] = field(default=())


@dataclass(frozen=True)
class Key:
    """What is told after the answer: the key as text, every accepted form, the explanation (Markdown)."""

    key: str
    accepted: tuple[str, ...]
    explanation: str


@dataclass(frozen=True)
class Option:
    """One option as shown. `key` is stored, never its position; `why` and `correct` are for after the answer."""

    key: str
    text: str
    correct: bool
    why: str


@dataclass(frozen=True)
class Row:
    """One thing that wants an option of its own (a pair's left side, a place in an order). `option`, its key, and `why`
    are for after the answer."""

    place: str  # names it in a form: where it stands in the file, whatever the order in which rows are shown
    text: str
    option: str
    why: str


class FormatError(ValueError):
    """A malformed answer. Costs no attempt; the message (Korean) says what to mend."""

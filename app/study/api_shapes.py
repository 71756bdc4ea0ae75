"""The JSON of /api/v1, as it is pinned for other programs. Knows no rows."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class SectionOut(BaseModel):
    """A section of a lecture, and the questions that stand in it."""

    anchor: str
    title: str
    items: list[str]


class UnitOut(BaseModel):
    slug: str = Field(examples=["peft"])
    title: str
    items: int = Field(description="How many items the unit has.")
    sections: list[SectionOut]


class UnitsOut(BaseModel):
    units: list[UnitOut]


class OptionOut(BaseModel):
    key: str = Field(description="What to send as the answer; never changes, whatever the order.")
    text: str


class ItemOut(BaseModel):
    """An item before it is answered: never its key, accepted forms, explanation or erratum."""

    id: str = Field(examples=["peft-ox-01"])
    unit: str
    kind: str = Field(examples=["ox"])
    concept: str
    difficulty: int = Field(ge=1, le=3)
    prompt: str = Field(description="Markdown with $TeX$; each ____ is a blank.")
    options: list[OptionOut] | None = Field(
        None, description="Of `choice`, `match` (the right side) and `order` (the steps) items, shuffled."
    )
    left: list[str] | None = Field(
        None, description="Of `match` items: what wants an option each. Answer in this order."
    )


class ItemsOut(BaseModel):
    items: list[ItemOut]
    next: str | None = Field(description="Address of the next part of the list; null at its end.")


class AnswerIn(BaseModel):
    """An answer: a string; for `choice` an option key (or a list of keys); for several blanks a list of strings;
    for `match` one option key for each of `left`, in its order; for `order` all option keys, first to last."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"answer": "O"}, {"answer": ["a", "c"]}]})

    answer: str | list[str]


class StepOut(BaseModel):
    """One line of how the answer was read."""

    step: str
    before: str
    after: str
    note: str


class SourceOut(BaseModel):
    cite: str
    locus: str
    link: str | None
    basis: str


class VerdictOut(BaseModel):
    """What the grader said. `key` to `sources` stay empty for a format error and for the first near miss on an item."""

    verdict: Literal["correct", "partial", "incorrect", "format_error"]
    score: float = Field(ge=0, le=1)
    feedback: str
    near_miss: bool = Field(description="The feedback is a hint; the next answer is recorded as the retry.")
    trace: list[StepOut]
    key: str | None = None
    accepted: list[str] | None = None
    explanation: str | None = None
    sources: list[SourceOut] | None = None
    revision: str = Field(description="sha256 of the item as it was judged.")
